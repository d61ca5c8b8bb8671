#![allow(clippy::unwrap_used, clippy::needless_pass_by_value)]

use backfile_search::{DocId, Hit, Response};

use super::*;
use crate::select::list::completions;

fn at(hash: &str) -> Rc<State> {
    Rc::new(State::new(Route::parse(hash), Theme::System))
}

fn run(state: &Rc<State>, actions: impl IntoIterator<Item = Action>) -> Rc<State> {
    actions.into_iter().fold(Rc::clone(state), update)
}

fn follow(hash: &str, id: Option<u32>) -> Action {
    Action::Follow(Route::parse(hash), id.map(ArticleId))
}

fn results(state: &State, hits: std::ops::Range<u32>, total: u32) -> Results {
    Results {
        question: state.question,
        list: state.list.clone(),
        offset: crate::select::list::offset(&state.list),
        response: Response {
            total,
            hits: hits
                .map(|doc| Hit {
                    doc: DocId(doc),
                    score: 1.0,
                })
                .collect(),
            ..Response::default()
        },
        matches: Vec::new(),
    }
}

#[test]
fn damage_of_a_part_leaves_the_rest_as_it_is() {
    let damage = Failure {
        cause: "The index is damaged.".into(),
        ..Failure::default()
    };
    let state = at("#/?q=coup");
    let warned = run(&state, [Action::Warn(Some(damage.clone()))]);
    assert_eq!(warned.damage.as_deref(), Some(&damage));
    assert_eq!(
        (warned.failure.is_none(), warned.route()),
        (true, state.route())
    );
    assert_eq!(warned.question, state.question);
}

#[test]
fn what_could_not_be_had_is_asked_for_again_until_it_is_told_how_that_went() {
    let damage = Failure::default();
    let warned = run(&at("#/?q=coup"), [Action::Warn(Some(damage.clone()))]);
    let again = run(&warned, [Action::Retry]);
    assert_eq!(again.question, warned.question + 1);
    assert_eq!((&again.list, &again.view), (&warned.list, &warned.view));
    assert!(again.damage.is_some() && again.warned != again.trials);
    let failed = run(&again, [Action::Warn(Some(damage))]);
    assert!(failed.damage.is_some() && failed.warned == failed.trials);
    let mended = run(&again, [Action::Warn(None)]);
    assert!(mended.damage.is_none());
}

#[test]
fn typing_replaces_and_choosing_pushes() {
    let typed = run(&at(""), [Action::SetQuery("coup".into())]);
    assert_eq!((typed.step, typed.is_typing), (Step::Replace, true));
    assert_eq!(typed.route().to_hash(), "#/?q=coup");
    let facet = "place".to_owned();
    let value = "Peru".to_owned();
    let chosen = run(&typed, [Action::ToggleFacet { facet, value }]);
    assert_eq!((chosen.step, chosen.is_typing), (Step::Push, false));
    assert_eq!(chosen.route().to_hash(), "#/?q=coup&place=Peru");
}

#[test]
fn a_completion_is_pointed_at_until_the_words_change() {
    let typed = run(
        &at(""),
        [Action::SetQuery("co".into()), Action::PointAt(Some(1))],
    );
    assert_eq!((typed.completion, typed.is_typing), (Some(1), true));
    assert_eq!(typed.question, 1, "to point is not to ask");
    for end in [
        Action::SetQuery("cou".into()),
        Action::EndTyping,
        Action::Complete("coup".into()),
    ] {
        assert_eq!(run(&typed, [end]).completion, None);
    }
    let taken = run(&typed, [Action::Complete("coup".into())]);
    assert_eq!((taken.step, taken.is_typing), (Step::Replace, false));
    assert_eq!(taken.route().to_hash(), "#/?q=coup");
    assert_eq!(taken.question, 2);
}

#[test]
fn completions_are_shown_while_typing() {
    let mut typed = (*run(&at(""), [Action::SetQuery("co".into())])).clone();
    assert_eq!(completions(&typed), &[], "nothing was answered yet");
    let mut answer = results(&typed, 0..2, 2);
    answer.response.completions = (0..9).map(|at| (format!("co{at}"), 9 - at)).collect();
    typed = (*run(&Rc::new(typed), [Action::ReceiveResults(answer)])).clone();
    assert_eq!(completions(&typed).len(), 6);
    let more = run(&Rc::new(typed.clone()), [Action::SetQuery("cou".into())]);
    assert_eq!(
        completions(&more).len(),
        6,
        "the last ones stay until others come"
    );
    typed.is_typing = false;
    assert_eq!(completions(&typed), &[]);
}

#[test]
fn typing_while_an_article_is_read_opens_the_list() {
    let state = run(&at("#/a/x"), [Action::SetQuery("coup".into())]);
    assert_eq!((&state.view, state.step), (&View::List, Step::Push));
}

#[test]
fn every_new_list_is_a_new_question_and_nothing_else_is() {
    let start = at("");
    let typed = run(&start, [Action::SetQuery("a".into())]);
    assert_eq!(typed.question, start.question + 1);
    let more = run(
        &typed,
        [
            Action::EndTyping,
            Action::SetTheme(Theme::Dark),
            Action::ToggleExpanded("place".into()),
            Action::EnterPhase(Phase::Ready),
            follow("#/a/x", None),
        ],
    );
    assert_eq!(more.question, typed.question);
}

#[test]
fn an_action_that_changes_nothing_returns_the_same_state() {
    let state = run(&at("#/?q=a"), [Action::EnterPhase(Phase::Ready)]);
    for action in [
        Action::SetQuery("a".into()),
        Action::EndTyping,
        Action::EnterPhase(Phase::Rows),
        Action::SetTheme(Theme::System),
        Action::Arrive(Route::parse("#/?q=a"), None),
        Action::ReceiveResults(Results {
            question: 99,
            ..Results::default()
        }),
    ] {
        assert!(Rc::ptr_eq(&update(Rc::clone(&state), action), &state));
    }
}

#[test]
fn stale_answers_are_dropped() {
    let asked = run(&at(""), [Action::SetQuery("a".into())]);
    let old = results(&asked, 0..3, 3);
    let newer = run(&asked, [Action::SetQuery("ab".into())]);
    let state = run(&newer, [Action::ReceiveResults(old)]);
    assert_eq!(state.results, None);
    let fresh = results(&newer, 0..2, 2);
    let state = run(&newer, [Action::ReceiveResults(fresh)]);
    assert_eq!(state.current_results().unwrap().response.total, 2);
}

#[test]
fn back_brings_the_list_that_the_browser_remembers() {
    let list = Route::parse("#/?q=coup");
    let Route::List(remembered) = list.clone() else {
        unreachable!()
    };
    let state = run(
        &at(""),
        [Action::Arrive(Route::parse("#/a/x"), Some(remembered))],
    );
    assert_eq!(state.step, Step::Stay);
    let state = run(&state, [follow(&state.list.to_hash(), None)]);
    assert_eq!(state.route(), list);
}

#[test]
fn a_footnote_address_is_a_place_in_the_article() {
    let state = run(
        &at("#/a/x"),
        [Action::Arrive(Route::parse("#fn%201"), None)],
    );
    assert_eq!(state.route().to_hash(), "#/a/x?at=fn+1");
    assert_eq!(state.step, Step::Replace);
    let state = run(&at("#/"), [Action::Arrive(Route::parse("#fn1"), None)]);
    assert_eq!(state.route().to_hash(), "#fn1");
    let state = run(
        &at("#/a/x"),
        [Action::Arrive(Route::parse("#/nowhere"), None)],
    );
    assert!(matches!(state.view, View::NotFound { .. }));
}

#[test]
fn following_a_link_to_where_one_is_still_counts_as_a_move() {
    let state = run(&at(""), [follow("#/a/x?at=n", None)]);
    let again = run(&state, [follow("#/a/x?at=n", None)]);
    assert_eq!(again.visit, state.visit + 1);
    assert_eq!(again.route(), state.route());
}

#[test]
fn reading_past_the_end_of_a_page_turns_the_page() {
    let start = at("#/?q=a");
    let answer = results(&start, 0..51, 120);
    let state = run(&start, [Action::ReceiveResults(answer)]);
    let inside = run(&state, [follow("#/a/x", Some(49))]);
    assert_eq!(inside.list.page(), 1);
    let past = run(&inside, [follow("#/a/y", Some(50))]);
    assert_eq!((past.list.page(), past.question), (2, start.question + 1));
    let answer = results(&past, 49..101, 120);
    assert_eq!(answer.offset, 49);
    let back = run(
        &past,
        [Action::ReceiveResults(answer), follow("#/a/x", Some(49))],
    );
    assert_eq!(back.list.page(), 1);
}

#[test]
fn a_failure_stays() {
    let state = run(&at(""), [Action::Fail(Failure::default())]);
    let later = run(&state, [Action::EnterPhase(Phase::Rows)]);
    assert!(later.failure.is_some());
}
