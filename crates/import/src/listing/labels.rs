//! Which words mark the lines beside an article: labels of dates, bylines, tags, links to read on?
//!
//! Tables only, lower case, in the languages we know; the longest label that fits wins, so the
//! longer of two with the same end stands first.

use super::vocabulary::Words;

/// What may stand before a date.
pub(crate) const DATE: Words = Words(
    "posted on|published on|last updated on|updated on|posted|published|updated|date|on|\
    publicado el|publicado em|publicado|fecha|publié le|publié|mis à jour le|\
    veröffentlicht am|erschienen am|stand|datum|am|vom|pubblicato il|pubblicato|\
    gepubliceerd op|geplaatst op|op|publicerad|publisert|опубликовано|дата|опубліковано|\
    opublikowano|yayın tarihi|δημοσιεύτηκε|نشر في|نُشر في|بتاريخ|פורסם ב|发布于|发表于|日期|公開日|\
    投稿日|게시일|प्रकाशित",
);

/// What starts a byline.
pub(crate) const BY: Words = Words(
    "written by|posted by|words by|story by|author|by|escrito por|publicado por|autora|\
    autor|por|écrit par|publié par|auteur|par|geschrieben von|von|scritto da|autore|di|da|\
    geschreven door|door|skrevet av|av|af|автор|yazan|بقلم|كتب|كتبه|نویسنده|מאת|作者：|作者:|作者|\
    文：|文:|著者|글|लेखक",
);

/// What starts a list of tags.
pub(crate) const TAGS: Words = Words(
    "tags|tag|tagged|keywords|topics|etiquetas|palabras clave|mots-clés|étiquettes|\
    schlagworte|schlagwörter|stichworte|parole chiave|trefwoorden|теги|метки|tagi|\
    etiketler|وسوم|الوسوم|תגיות|标签|標籤|タグ|태그",
);

/// What starts a list of categories.
pub(crate) const CATEGORIES: Words = Words(
    "category|categories|filed under|section|posted in|category archives|archive|archives|\
    categoría|categorías|sección|catégorie|catégories|rubrique|kategorie|kategorien|rubrik|\
    categoria|categorie|рубрика|рубрики|категория|категории|kategoria|kategori|kategoriler|\
    تصنيف|التصنيف|קטגוריה|分类|分類|カテゴリー|カテゴリ|카테고리|श्रेणी",
);

/// Small words inside names.
pub(crate) const PARTICLES: Words = Words(
    "de|del|della|di|da|dos|das|do|la|le|el|van|von|der|den|ter|ten|bin|ibn|al|abu|af|av|zu|\
    y|e|the|of|for",
);

/// What leads from a date to categories.
pub(crate) const IN: Words = Words("posted in|filed under|in|en|dans|unter|em|categoría|в");

/// Words that titles are made of and names of people are not.
pub(crate) const NO_NAME: Words = Words(
    "the|a|an|and|or|but|not|no|in|on|at|to|for|from|with|without|by|as|is|are|was|were|be|will|\
    has|have|had|can|may|must|should|do|does|did|how|why|what|when|where|who|which|that|this|\
    these|those|it|its|their|his|her|our|your|my|we|they|you|new|more|most|all|after|before|\
    over|under|into|out|up|down|off|again|against|about|between|than|one|two|three|first|last|\
    el|los|las|un|una|por|para|con|sin|que|como|les|des|une|du|pour|avec|sans|est|das|die|\
    ein|eine|und|mit|für|ohne|ist|il|lo|gli|uno|per|con|che|è|os|as|um|uma|com|sem",
);

/// Links to the whole article.
const READ_MORE: Words = Words(
    "read more|read on|read full|read the full|read the rest|continue reading|keep reading|\
    full story|full article|learn more|see more|more »|more...|more…|leer más|leer mas|\
    seguir leyendo|continuar leyendo|ver más|lire la suite|lire plus|en savoir plus|\
    weiterlesen|weiter lesen|mehr lesen|mehr erfahren|zum artikel|leia mais|continue lendo|\
    continuar lendo|ler mais|saiba mais|leggi tutto|leggi di più|continua a leggere|\
    lees meer|lees verder|läs mer|læs mere|les mer|lue lisää|czytaj dalej|czytaj więcej|\
    číst dále|citește mai mult|devamını oku|devamı|читать далее|читать дальше|\
    читать полностью|подробнее|читати далі|διαβάστε περισσότερα|اقرأ المزيد|إقرأ المزيد|\
    قراءة المزيد|أكمل القراءة|ادامه مطلب|بیشتر بخوانید|קרא עוד|קראו עוד|המשך קריאה|続きを読む|\
    もっと見る|もっと読む|阅读更多|阅读全文|继续阅读|繼續閱讀|閱讀更多|閱讀全文|查看更多|더 보기|더보기|자세히 보기|계속 읽기|और पढ़ें|\
    पूरा पढ़ें|आगे पढ़ें|อ่านต่อ|อ่านเพิ่มเติม|selengkapnya|baca selengkapnya|baca juga|\
    xem thêm|đọc tiếp",
);

/// What is counted or offered beside an article.
const COUNTED: Words = Words(
    "min read|minute read|minutes read|min.|minutes|comment|comments|share|shares|views|\
    view|likes|comentario|comentarios|commentaire|commentaires|kommentar|kommentare|\
    comentários|commenti|reacties|комментариев|комментария|комментарий|minutos|\
    min de lecture|minuten|تعليقات|תגובות|评论|コメント|댓글",
);

/// Whether the text is a label that a date follows.
pub(crate) fn is_date_label(text: &str) -> bool {
    let text = text.trim().trim_end_matches(':').to_lowercase();
    DATE.has(&text)
}

/// Whether a short text is a link to the whole article.
pub(crate) fn is_read_more(text: &str) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '»' | '…' | '.'));
    let lower = text.to_lowercase();
    let names_title = |rest: &str| {
        // "Continue reading" is often followed by the title; "Read more books" is not.
        rest.starts_with(['"', '“', '«', ':', '→', '»', '…', '.', '>', '|', ')', ']'])
            || rest.trim().is_empty()
    };
    lower.chars().count() <= 120
        && READ_MORE.iter().any(|label| {
            lower.strip_prefix(label).is_some_and(|rest| {
                let rest = rest.trim_start();
                names_title(rest)
                    || label.ends_with("reading") && rest.split_whitespace().count() > 2
            })
        })
}

/// What follows the label of a link to the whole article: perhaps its title.
pub(crate) fn read_more_of(text: &str) -> Option<&str> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    READ_MORE.iter().find_map(|label| {
        let head = text.get(..label.len())?;
        let rest = &text[label.len()..];
        let apart = rest.starts_with(|c: char| !c.is_alphanumeric());
        (apart && head.to_lowercase() == label).then_some(rest)
    })
}

/// Whether the text is a count or an offer beside an article: "5 min read", "Leave a comment".
pub(crate) fn is_counter(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let after_number = lower
        .trim_start_matches(|c: char| c.is_numeric() || matches!(c, '.' | ',' | '~' | ' '))
        .trim();
    let counted = after_number.len() < lower.len() && COUNTED.has(after_number);
    let offered = [
        "leave a comment",
        "leave a reply",
        "leave comment",
        "post a comment",
        "write a comment",
        "comments off",
        "comments are closed",
        "one comment",
        "no comments",
        "no comments yet",
        "add comment",
        "add a comment",
        "share this",
        "print",
        "sin comentarios",
        "deja un comentario",
        "laisser un commentaire",
        "kommentar hinterlassen",
        "keine kommentare",
        "deixe um comentário",
        "lascia un commento",
        "оставить комментарий",
        "اترك تعليقا",
    ];
    counted || offered.contains(&lower.as_str())
}

/// Where a link to the whole article starts that stands at the end of an excerpt.
pub(crate) fn trailing_read_more(text: &str) -> Option<usize> {
    let openers = ['.', '…', '!', '?', ']', '”', '"', '。', '’', ')'];
    let mut found = None;
    for (at, _) in text
        .char_indices()
        .filter(|(_, c)| c.is_whitespace() || matches!(c, '[' | '(' | '…' | '。'))
    {
        let (before, after) = text.split_at(at);
        let tail = after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '…' | '。'));
        let cut = text.len() - tail.len();
        let ends = before.trim_end().ends_with(openers) || after.starts_with(['…', '[', '。']);
        if !before.trim().is_empty() && ends && tail.chars().count() <= 40 && is_read_more(tail) {
            found = Some(cut);
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_read_on() {
        for text in [
            "Read more",
            "READ MORE »",
            "[Read more…]",
            "Continue reading A Long Dry Year",
            "Weiterlesen →",
        ] {
            assert!(is_read_more(text), "{text}");
        }
        for text in [
            "Read More Books This Year",
            "Reading Rooms Close",
            "More Rain",
        ] {
            assert!(!is_read_more(text), "{text}");
        }
    }

    #[test]
    fn links_to_read_on_may_name_a_title() {
        let title = |text| read_more_of(text).map(str::trim);
        assert_eq!(title("Continue reading “A Dry Year”"), Some("“A Dry Year"));
        assert_eq!(title("Read more: A Dry Year"), Some(": A Dry Year"));
        assert_eq!(title("A Dry Year"), None);
    }

    #[test]
    fn trailing_links_are_found_where_they_start() {
        let cut = |text: &str| trailing_read_more(text).map(|at| text[at..].to_owned());
        assert_eq!(cut("It rained. Read more"), Some("Read more".to_owned()));
        assert_eq!(
            cut("It rained… [Read more]"),
            Some("[Read more]".to_owned())
        );
        assert_eq!(cut("People should read more"), None);
        assert_eq!(cut("It rained."), None);
    }
}
