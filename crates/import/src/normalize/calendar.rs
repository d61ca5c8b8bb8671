//! Which words name months, weekdays and parts of dates, in the languages we know?
//!
//! Tables only. A month may be cut short to three letters or more where that leaves one month;
//! two months that begin alike (`jui`) name none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Names of the months, one row per language, lower case.
const MONTHS: [&str; 27] = [
    "january february march april may june july august september october november december",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feber mrz april mai juni juli august september oktober november dezember",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "gennaio febbraio marzo aprile maggio giugno luglio \
     agosto settembre ottobre novembre dicembre",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november desember",
    "stycznia lutego marca kwietnia maja czerwca lipca \
     sierpnia września października listopada grudnia",
    "ledna února března dubna května června července srpna září října listopadu prosince",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "ianuarie februarie martie aprilie mai iunie iulie \
     august septembrie octombrie noiembrie decembrie",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου \
     αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
    "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר",
    "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितम्बर अक्तूबर नवम्बर दिसम्बर",
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม \
     สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
    "januari februari maret april mei juni juli agustus september oktober november desember",
];

/// Weekdays; a beginning of three letters or more counts.
const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday \
    lunes martes miércoles jueves viernes sábado domingo \
    lundi mardi mercredi jeudi vendredi samedi dimanche \
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag \
    segunda terça quarta quinta sexta feira \
    lunedì martedì mercoledì giovedì venerdì sabato domenica \
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag \
    måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag \
    poniedziałek wtorek środa czwartek piątek sobota niedziela \
    pazartesi salı çarşamba perşembe cuma cumartesi pazar \
    понедельник вторник среда четверг пятница суббота воскресенье \
    понеділок вівторок середа четвер пʼятниця субота неділя \
    δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή \
    الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد \
    שני שלישי רביעי חמישי שישי שבת ראשון יום \
    सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार";

/// Words around a date that say nothing of it.
const FILLERS: &str = "of the de del den der des le la el il di do da d den am um at on a à às om \
    en em im в г года год о año an th p m pm am gmt utc est edt pst pdt cet cest bst uhr h t z \
    mo di mi do fr sa so kl klo ora alle ore tarihinde tanggal στις في ב";

/// Words that make a date depend on today.
const RELATIVE: &str = "ago yesterday today just now last hace ayer hoy \
    il y hier heute gestern vor há ontem hoje ieri oggi fa \
    gisteren vandaag geleden вчера сегодня назад منذ اليوم أمس היום אתמול לפני 昨天 今天 昨日 今日";

/// Words that do so after a number: "3 days" is an age, "Days" is a title.
const AGES: &str = "hours hour hrs days day minutes minute mins weeks week months month years year \
    día días hora horas semana semanas mes meses tagen stunden dias дней дня часов";

/// The names of [`MONTHS`] with their numbers, in order of their letters.
static BY_NAME: LazyLock<BTreeMap<&str, u32>> = LazyLock::new(|| {
    let mut names = BTreeMap::new();
    for row in MONTHS {
        for (name, number) in row.split(' ').zip(1..) {
            names.entry(name).or_insert(number);
        }
    }
    names
});

static WEEKDAY_NAMES: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| WEEKDAYS.split_whitespace().collect());
static FILLER_WORDS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| FILLERS.split_whitespace().collect());
static RELATIVE_WORDS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| RELATIVE.split_whitespace().collect());

/// The number of a month, 1 to 12, by its name or the beginning of its name.
pub(crate) fn month(word: &str) -> Option<u32> {
    if let Some(&number) = BY_NAME.get(word) {
        return Some(number);
    }
    if word == "sept" {
        return Some(9);
    }
    if word.chars().count() < 3 {
        return None;
    }
    let mut found = BY_NAME
        .range(word..)
        .take_while(|(name, _)| name.starts_with(word))
        .map(|(_, number)| *number);
    let first = found.next()?;
    found.all(|number| number == first).then_some(first)
}

/// What a number stands for before this word: `y`, `m`, `d`, or `r` for "so long ago".
pub(crate) fn unit(word: &str) -> Option<char> {
    match word {
        "年" | "년" => Some('y'),
        "月" | "월" => Some('m'),
        "日" | "일" | "号" => Some('d'),
        "天前" | "小时前" | "日前" | "時間前" | "분" | "시간" => Some('r'),
        _ => None,
    }
}

/// Whether the word makes an ordinal of the number before it: 1st, 1er.
pub(crate) fn is_ordinal(word: &str) -> bool {
    matches!(
        word,
        "st" | "nd" | "rd" | "th" | "er" | "º" | "ª" | "ro" | "e"
    )
}

/// Whether the word may stand in a date without changing it.
pub(crate) fn is_filler(word: &str) -> bool {
    let weekday = || {
        let next = WEEKDAY_NAMES.range(word..).next();
        word.chars().count() >= 3 && next.is_some_and(|day| day.starts_with(word))
    };
    FILLER_WORDS.contains(word) || weekday()
}

/// Whether the word makes a date depend on today.
pub(crate) fn is_relative(word: &str) -> bool {
    RELATIVE_WORDS.contains(word)
}

/// Whether the word counts time.
pub(crate) fn is_age(word: &str) -> bool {
    AGES.split_whitespace().any(|age| age == word)
}

/// The text with the digits of other scripts as ASCII ones.
pub(crate) fn ascii_digits(text: &str) -> String {
    let zero = |c: char| match c as u32 {
        0x0660..=0x0669 => Some(0x0660),
        0x06F0..=0x06F9 => Some(0x06F0),
        0x0966..=0x096F => Some(0x0966),
        0x09E6..=0x09EF => Some(0x09E6),
        0x0E50..=0x0E59 => Some(0x0E50),
        0xFF10..=0xFF19 => Some(0xFF10),
        _ => None,
    };
    text.chars()
        .map(|c| match zero(c) {
            Some(zero) => char::from_digit(c as u32 - zero, 10).unwrap_or(c),
            None => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_of_months_must_be_clear() {
        assert_eq!(month("sept"), Some(9));
        assert_eq!(month("okt"), Some(10));
        assert_eq!(month("mar"), Some(3));
        assert_eq!(month("ju"), None);
        assert_eq!(month("jui"), None);
        assert_eq!(month("marble"), None);
    }
}
