//! Here is an archive whose language nobody stated: which is it, if that is certain?
//!
//! The commonest small words decide among languages of the Latin and Cyrillic scripts, the
//! script alone where one language writes it. `None` rather than a guess between neighbours.

use backfile_model::Archive;

/// Small words that are frequent in one language and rare in its neighbours.
const SMALL: [(&str, &str); 17] = [
    (
        "en",
        "the of and to is that for with was are by from has have this which their",
    ),
    (
        "es",
        "el los las del una con para por que su se lo más como pero fue y en",
    ),
    (
        "fr",
        "le les des une est dans pour qui sur avec par du au pas ont été et aux",
    ),
    (
        "de",
        "der die das und ist von den mit für auf nicht ein eine dem im sich werden",
    ),
    (
        "pt",
        "os as do da dos das uma com para não em no na que foi são ao pelo e",
    ),
    (
        "it",
        "il gli della che di per con non una sono del nel alla è anche dei le",
    ),
    (
        "nl",
        "de het een van en is dat op te zijn voor met niet aan door naar wordt",
    ),
    (
        "sv",
        "och att det som är en på för av med den till inte har från ett",
    ),
    (
        "da",
        "og at det som er en på for af med den til ikke har fra et blev",
    ),
    (
        "pl",
        "i w na z że się do nie jest to przez od dla oraz po jak są",
    ),
    (
        "tr",
        "ve bir bu için ile da de olarak daha olan çok gibi kadar sonra",
    ),
    (
        "ro",
        "și în de la cu pe care nu din pentru este a fost mai au un",
    ),
    (
        "id",
        "yang dan di dengan untuk dari ini itu pada tidak dalam akan adalah ke",
    ),
    (
        "vi",
        "của và là có được trong cho không với các một này những đã",
    ),
    (
        "ru",
        "и в не на что с по как это из от был его для они также",
    ),
    (
        "uk",
        "і в не на що з та як це із від був його для вони також й",
    ),
    ("hi", "के में की है और से का को पर ने यह हैं नहीं था"),
];

/// Fewer words than this prove nothing.
const FEWEST_WORDS: usize = 20;

/// The language of most articles, if it is certain.
pub fn guess(archive: &Archive) -> Option<&'static str> {
    let mut text = String::new();
    for article in &archive.articles {
        text.push_str(&article.title);
        text.push('\n');
        text.push_str(
            article
                .body
                .text
                .as_deref()
                .or(article.summary.as_deref())
                .unwrap_or(""),
        );
        text.push('\n');
        // A few pages are as good as a library.
        if text.len() > 200_000 {
            break;
        }
    }
    guess_text(&text)
}

/// The language of a text, if it is certain.
pub fn guess_text(text: &str) -> Option<&'static str> {
    by_script(text).or_else(|| by_words(text))
}

fn by_script(text: &str) -> Option<&'static str> {
    let mut counts = [0_usize; 7];
    let mut letters = 0;
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        let script = match c as u32 {
            0x3040..=0x30FF => 0,
            0xAC00..=0xD7A3 => 1,
            0x4E00..=0x9FFF => 2,
            0x0590..=0x05FF => 3,
            0x0370..=0x03FF => 4,
            0x0E00..=0x0E7F => 5,
            0x0600..=0x06FF => 6,
            _ => continue,
        };
        counts[script] += 1;
    }
    let most = |n: usize| letters >= FEWEST_WORDS && n * 2 > letters;
    let persian = text
        .chars()
        .filter(|c| matches!(c, 'پ' | 'چ' | 'ژ' | 'گ' | 'ی' | 'ک'))
        .count();
    let urdu = text
        .chars()
        .filter(|c| matches!(c, 'ٹ' | 'ڈ' | 'ے' | 'ں'))
        .count();
    match counts {
        // Japanese is a mixture of two scripts, and never without the first.
        [kana, _, han, ..] if most(kana + han) => Some(if kana * 10 > han { "ja" } else { "zh" }),
        [_, hangul, ..] if most(hangul) => Some("ko"),
        [_, _, _, hebrew, ..] if most(hebrew) => Some("he"),
        [.., greek, _, _] if most(greek) => Some("el"),
        [.., thai, _] if most(thai) => Some("th"),
        [.., arabic] if most(arabic) => match () {
            () if urdu * 50 > arabic => None,
            () if persian * 30 > arabic => Some("fa"),
            () if persian * 500 < arabic => Some("ar"),
            () => None,
        },
        _ => None,
    }
}

fn by_words(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let mark = |c: char| matches!(c as u32, 0x0900..=0x097F);
    let words: Vec<&str> = lower
        .split(|c: char| !(c.is_alphabetic() || mark(c)))
        .filter(|w| !w.is_empty())
        .collect();
    let count = |small: &str| {
        let small: Vec<&str> = small.split(' ').collect();
        words.iter().filter(|w| small.contains(w)).count()
    };
    let mut found: Vec<(usize, &str)> = SMALL
        .iter()
        .map(|(tag, small)| (count(small), *tag))
        .collect();
    found.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    let ((first, tag), (second, _)) = (found[0], found[1]);
    let certain =
        words.len() >= FEWEST_WORDS && first * 10 >= words.len() && first * 3 >= second * 4;
    certain.then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certain_languages_only() {
        for (text, tag) in [
            (
                "The river rose for three days and then it fell again, leaving mud in all of the cellars that are by the bank.",
                Some("en"),
            ),
            (
                "El río subió durante tres días y luego bajó, dejando barro en los sótanos de las casas que están en la orilla del puerto.",
                Some("es"),
            ),
            (
                "Der Fluss stieg drei Tage lang und fiel dann wieder, und der Schlamm blieb in den Kellern, die an dem Ufer mit der Mauer liegen.",
                Some("de"),
            ),
            (
                "川は三日間上がり、それからまた下がった。地下室には泥が残った。",
                Some("ja"),
            ),
            (
                "河水上涨了三天，然后又退了，地下室里留下了泥土和鱼，居民们清理了很久。",
                Some("zh"),
            ),
            ("Rivers roads bridges mud fish", None),
            ("", None),
        ] {
            assert_eq!(guess_text(text), tag, "{text}");
        }
    }
}
