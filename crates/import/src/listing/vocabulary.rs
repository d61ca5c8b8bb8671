//! Which words give a block away as part of the page: money, sign-up, account, menu?
//!
//! Stems of single words and very common pairs, lower case, matched at the beginning of words
//! (anywhere in scripts without blanks). No stem decides alone: [`super::furniture`] adds them
//! up with where the block stands and what it looks like.

/// A list of words or pairs of words, apart by `|`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words(pub(crate) &'static str);

impl Words {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.0.split('|')
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        self.iter().any(|w| w == word)
    }
}

/// Asking for money.
pub(crate) const MONEY: Words = Words(
    "donat|fundrais|crowdfund|chip in|pledge|patreon|paypal|ko-fi|become a member|\
    tax-deductible|make a gift|raise funds|raise money|your support|your help|donac|\
    dona ahora|doná|doação|doações|doe agora|doar|faire un don|faites un don|un don|dons|\
    spende|spenden|donazion|dona ora|sostienici|doneer|steun ons|bidra|skänk|wesprzyj|\
    wpłat|darowizn|bağış|destek ol|donează|пожертв|поддержите|помогите проекту|підтрима|\
    δωρε|تبرع|تبرّع|ادعم|ادعمو|کمک مالی|תרומ|תרמו|תרום|寄付|寄附|募金|捐款|捐赠|捐助|赞助|贊助|후원|기부|दान|\
    चंदा|บริจาค|donasi|quyên góp",
);

/// Asking to sign up.
pub(crate) const SIGNUP: Words = Words(
    "subscri|newsletter|sign up|sign-up|signup|digest|inbox|mailing list|email updates|\
    email alerts|suscrí|suscri|boletín|boletin|abonn|inscrivez|s'inscrire|infolettre|\
    lettre d'information|anmelden|melde dich|melden sie sich|rundbrief|assine|assinatura|\
    boletim|inscreva|cadastre-se|iscriviti|iscrivetevi|abbonati|nieuwsbrief|schrijf je in|\
    inschrijven|nyhetsbrev|nyhedsbrev|prenumerera|uutiskirje|zapisz się|biuletyn|zapišite|\
    abonează|bülten|abone|e-bülten|подпис|рассылк|підпиш|розсилк|ενημερωτικ|εγγραφ|\
    εγγραφείτε|اشترك|اشتركوا|النشرة|نشرتنا|خبرنامه|عضویت|עלון|הרשמ|הירשמ|ניוזלטר|订阅|訂閱|電子報|\
    电子报|購読|メルマガ|ニュースレター|登録|구독|뉴스레터|न्यूज़लेटर|सदस्यता|สมัคร|langganan|berlangganan|đăng ký",
);

/// Following, sharing, accounts, rights and other business of the site.
pub(crate) const BUSINESS: Words = Words(
    "follow us|follow me|join us|join our|like us|find us on|share this|log in|login|\
    sign in|cookie|privacy policy|terms of|all rights reserved|copyright|©|advertis|\
    sponsored|powered by|download our app|click here|buy now|shop now|promo code|discount|\
    casino|síguenos|derechos reservados|política de privacidad|suivez-nous|\
    tous droits réservés|mentions légales|folge uns|folgen sie uns|impressum|datenschutz|\
    alle rechte|siga-nos|todos os direitos|seguici|tutti i diritti|volg ons|подписывайтесь|\
    все права|конфиденциальност|takip et|çerez|gizlilik|تابعونا|تابعنا|جميع الحقوق|\
    עקבו אחרינו|כל הזכויות|フォロー|プライバシー|关注我们|隐私|版权所有|팔로우|개인정보",
);

/// What sites ask their readers to do.
const ORDERS: Words = Words(
    "subscribe|sign up|sign-up|donate|give|join|support|help|follow|register|become a|chip in|pledge|\
    make a gift|get the|get our|click|buy|shop|download|suscríbete|suscribete|suscríbase|regístrate|inscríbete|dona|done|\
    apoya|ayúdanos|ayuda|únete|síguenos|haz|abonnez-vous|abonnez|inscrivez-vous|inscrivez|soutenez|faites|aidez|\
    suivez|rejoignez|abonnieren sie|abonniere|melden sie|melde dich|spenden sie|spende|spenden|unterstützen sie|\
    unterstütze|unterstützt|folgen sie|helfen sie|hilf|assine|inscreva-se|doe|apoie|ajude|siga|cadastre-se|\
    iscriviti|iscrivetevi|abbonati|sostieni|sostienici|aiutaci|seguici|doneer|steun|schrijf je|meld je|abonneer|\
    volg|prenumerera|stöd|bidra|tilmeld|støt|støtt|abonner|wesprzyj|zapisz|dołącz|destek ol|abone ol|bağış yap|\
    подпишитесь|подписывайтесь|поддержите|помогите|присоединяйтесь|підпишіться|підтримайте|допоможіть|στηρίξτε|\
    εγγραφείτε|اشترك|اشتركوا|تبرع|تبرعوا|ادعم|ادعموا|ساهم|ساهموا|הירשמו|הצטרפו|תרמו|תמכו|订阅|訂閱|捐款|支持我们|\
    加入我们|購読|登録|ご寄付|구독|후원|기부|दान करें|सदस्यता",
);

/// Buttons that stand between the paragraphs of one article.
const BETWEEN: Words = Words(
    "advertisement|ad|ads|share|tweet|facebook|twitter|whatsapp|telegram|print|email|\
    publicidad|publicité|anzeige|werbung|publicidade|pubblicità|advertentie|реклама|إعلان|פרסומת|广告|広告|광고|विज्ञापन",
);

/// What a button does with the page; a network or a preposition follows.
const PASS_ON: Words = Words(
    "share|share this|share it|click to share|click to|tweet|tweet this|pin|pin it|post|save|\
    email|email this|send|forward|print this|recommend|like|compartir|comparte|partager|\
    partagez|teilen|auf|condividi|compartilhar|compartilhe|delen|deel|dela|udostępnij|\
    поделиться|paylaş|شارك|مشاركة|שתפו|שיתוף|分享|シェア|공유",
);

/// Where a button passes the page on to.
const NETWORK: Words = Words(
    "facebook|twitter|x|bluesky|mastodon|threads|linkedin|reddit|tumblr|pinterest|pocket|\
    whatsapp|telegram|signal|email|e-mail|mail|print|messenger|instagram|flipboard|vk|weibo|\
    wechat|friend|fb|mix|digg|xing|フェイスブック|фейсбук|فيسبوك|微博|微信",
);

/// Words between the two.
const TOWARDS: Words = Words(
    "on|via|to|with|a|this|by|link|it|the|by|post|in|en|por|sur|par|auf|per|su|no|na|op|på|в|на|و|على|\
    opens|new|window|and|or",
);

/// Whether a line of the frame may stand inside an article.
pub(crate) fn is_between(line: &str) -> bool {
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    BETWEEN.has(bare) || passes_on(bare)
}

/// A button that passes the page on: "Share on Facebook", "Click to email this to a friend".
fn passes_on(bare: &str) -> bool {
    let words: Vec<&str> = bare
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|w| !w.is_empty())
        .collect();
    if !(2..=10).contains(&words.len()) || !words.iter().any(|w| NETWORK.has(w)) {
        return false;
    }
    let longest = 3.min(words.len() - 1);
    let start = (1..=longest).rfind(|&n| PASS_ON.has(&words[..n].join(" ")));
    let known = |w: &&str| NETWORK.has(w) || TOWARDS.has(w) || PASS_ON.has(w);
    // "X" is a letter as well.
    let network = |w: &&str| NETWORK.has(w) && *w != "x";
    words.iter().all(network) || start.is_some_and(|n| words[n..].iter().all(known))
}

/// Speaking to the reader, or for the site.
pub(crate) const READER: Words = Words(
    "you|your|you're|you’re|our|ours|us|we|we're|we’re|tu|tus|usted|ustedes|nuestro|nuestra|\
    nuestros|nuestras|nosotros|votre|vos|vous|notre|nos|nous|ihnen|dein|deine|deiner|\
    deinen|dich|dir|uns|unser|unsere|unseren|unserer|wir|você|nosso|nossa|vostro|vostra|\
    nostro|nostra|onze|ons|jouw|uw|ваш|ваша|ваше|вашу|вашей|вашего|вы|вам|вас|наш|наша|\
    наше|нашу|нашей|нашего|нас|нам|мы|nasz|nasza|nasze|nas|nam|twój|twoja|twoje|bizi|bizim|\
    sizin|μας|σας|دعمكم|دعمك|بريدك|بنا|معنا|لنا|نحن|אנחנו|אותנו|שלנו|שלכם|שלך|לנו|شما|हम|\
    हमारे|हमें|आप|आपके|आपकी|kami|anda",
);

/// The same in scripts that write without blanks.
const READER_UNSPACED: Words =
    Words("您|你们|我们|我們|あなた|私たち|皆さま|皆様|여러분|저희|우리|เรา|คุณ");

/// Whole short lines of menus and buttons.
const MENU: Words = Words(
    "home|menu|search|about|about us|contact|contact us|donate|subscribe|log in|login|\
    sign in|sign up|register|share|tweet|facebook|twitter|instagram|youtube|whatsapp|\
    telegram|print|email|rss|close|next|previous|prev|next page|previous page|older posts|\
    newer posts|older entries|newer entries|older|newer|load more|show more|view all|\
    see all|back to top|top|up|advertisement|related posts|recent posts|popular posts|\
    latest posts|trending|archives|tags|categories|toggle navigation|inicio|buscar|menú|\
    contacto|siguiente|anterior|entradas anteriores|cargar más|accueil|rechercher|\
    recherche|suivant|précédent|articles plus anciens|startseite|suche|kontakt|weiter|\
    zurück|nächste seite|início|pesquisar|contato|próxima|home page|cerca|contatti|\
    successivo|precedente|zoeken|volgende|vorige|главная|поиск|контакты|меню|далее|назад|\
    следующая|головна|пошук|szukaj|strona główna|ana sayfa|ara|iletişim|الرئيسية|بحث|\
    اتصل بنا|القائمة|التالي|السابق|ראשי|חיפוש|צור קשר|תפריט|首页|首頁|搜索|搜尋|下一页|上一页|ホーム|検索|次へ|\
    前へ|メニュー|홈|검색|다음|이전|메뉴",
);

/// Lines under a list that lead to more of it.
const OTHER_PAGES: Words = Words(
    "older posts|newer posts|older entries|newer entries|older articles|newer articles|\
    previous posts|next posts|next page|previous page|load more|load more posts|show more|\
    more posts|posts navigation|posts pagination|page navigation|entradas anteriores|\
    entradas más recientes|cargar más|articles plus anciens|articles plus récents|\
    ältere beiträge|neuere beiträge|ältere artikel|mehr laden|posts antigos|posts mais antigos|\
    próxima página|articoli meno recenti|oudere berichten|nieuwere berichten|eldre innlegg|\
    äldre inlägg|starsze wpisy|предыдущие записи|следующие записи|ранее|المقالات الأقدم|\
    פוסטים ישנים|较旧文章|下一页|上一页|古い投稿|過去の記事|이전 글",
);

/// Verbs and goals of links that jump over the menu.
const JUMP: Words = Words(
    "skip|jump|saltar|ir|pular|aller|passer|zum|springe|vai|salta|spring|naar|hopp|gå|\
    przejdź|перейти|içeriğe|انتقل|تخطي|תוכן|דלג|跳|移動",
);
const TARGET: Words = Words(
    "content|main|navigation|contenido|conteúdo|contenu|inhalt|contenuto|inhoud|innehåll|\
    indhold|innhold|treści|содерж|контент|geç|المحتوى|לתוכן|内容|內容|コンテンツ|本文",
);

/// Whether a whole line is a button, a menu item, a page number or a breadcrumb.
pub(crate) fn is_navigation(line: &str) -> bool {
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != '©');
    let words = bare.split_whitespace().count();
    if bare.is_empty() || MENU.has(bare) || BETWEEN.has(bare) || is_tag(line) {
        return true;
    }
    let short = words <= 6 && bare.chars().count() <= 50;
    let jump = short && (words >= 2 || bare.chars().any(is_unspaced));
    (jump && starts_with_any(bare, &JUMP) && Starts::of(bare).count(&TARGET) > 0)
        || is_page_number(line)
        || passes_on(bare)
        || is_menu_row(&lower)
        || is_breadcrumb(&lower)
}

/// Whether a line leads to other pages of the same list.
pub(crate) fn is_page_number(line: &str) -> bool {
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    OTHER_PAGES.has(bare) || is_pagination(bare)
}

/// Several items of a menu on one line: "Home About Us Contact Donate", "Home | About | RSS".
fn is_menu_row(lower: &str) -> bool {
    let words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || matches!(c, '|' | '·' | '•' | '/' | '*' | ','))
        .filter(|w| !w.is_empty())
        .collect();
    let (mut at, mut items) = (0, 0);
    while at < words.len() {
        let longest = (1..=3.min(words.len() - at))
            .rev()
            .find(|&n| MENU.has(&words[at..at + n].join(" ")));
        let Some(taken) = longest else { return false };
        at += taken;
        items += 1;
    }
    items >= 3
}

/// A line that is nothing but markup.
fn is_tag(line: &str) -> bool {
    line.starts_with('<') && line.ends_with('>') && !line.contains("http")
}

/// Page numbers: "1 2 3 … 10 Next", "Page 2 of 9".
fn is_pagination(bare: &str) -> bool {
    let words: Vec<&str> = bare.split_whitespace().collect();
    let number = |w: &&str| {
        w.chars()
            .all(|c| c.is_numeric() || matches!(c, '…' | '.' | '/'))
    };
    let numbers = words.iter().filter(|w| number(w)).count();
    let others: Vec<&&str> = words.iter().filter(|w| !number(w)).collect();
    let page = |w: &&&str| {
        [
            "page",
            "of",
            "next",
            "prev",
            "previous",
            "página",
            "de",
            "seite",
            "von",
            "pagina",
            "di",
            "van",
            "sur",
            "siguiente",
            "anterior",
            "suivant",
            "weiter",
            "»",
            "«",
            "→",
            "←",
            "страница",
            "из",
            "صفحة",
            "من",
            "עמוד",
            "מתוך",
            "last",
            "first",
        ]
        .contains(*w)
    };
    numbers >= 2 && others.len() <= 3 && others.iter().all(page)
}

/// "Home » Topic", "Start > News > Topic"
fn is_breadcrumb(lower: &str) -> bool {
    let parts: Vec<&str> = lower
        .split(['»', '›', '>', '/', '→'])
        .map(str::trim)
        .collect();
    parts.len() >= 2
        && parts.len() <= 6
        && MENU.has(parts[0])
        && parts.iter().all(|p| p.chars().count() <= 40)
}

fn starts_with_any(text: &str, stems: &Words) -> bool {
    stems.iter().any(|stem| {
        text.strip_prefix(stem).is_some_and(|rest| {
            rest.starts_with(char::is_whitespace) || stem.chars().any(is_unspaced)
        })
    })
}

/// A lower-case text, made ready to be asked for many stems: what follows from the beginning of
/// every word (of every sign, in scripts without blanks), sorted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Starts<'a>(Vec<&'a str>);

impl<'a> Starts<'a> {
    pub(crate) fn of(lower: &'a str) -> Self {
        let mut inside = false;
        let mut starts = Vec::new();
        for (at, c) in lower.char_indices() {
            if !inside || is_unspaced(c) {
                starts.push(&lower[at..]);
            }
            inside = c.is_alphanumeric();
        }
        starts.sort_unstable();
        Starts(starts)
    }

    /// How many different stems of a list the text holds.
    pub(crate) fn count(&self, stems: &Words) -> usize {
        stems.iter().filter(|stem| self.holds(stem)).count()
    }

    fn holds(&self, stem: &str) -> bool {
        let at = self.0.partition_point(|start| *start < stem);
        self.0.get(at).is_some_and(|start| start.starts_with(stem))
    }
}

/// Whether a sentence (or what follows a colon) in the lower-case text begins with an order.
pub(crate) fn commands(lower: &str) -> bool {
    let starts = |sentence: &str| {
        let sentence = sentence.trim_start_matches(|c: char| !c.is_alphanumeric());
        let sentence = sentence.strip_prefix("please ").unwrap_or(sentence);
        let orders = |order: &str| {
            let rest = sentence.strip_prefix(order);
            let unspaced = order.chars().next().is_some_and(is_unspaced);
            rest.is_some_and(|rest| unspaced || !rest.starts_with(char::is_alphanumeric))
        };
        ORDERS.iter().any(orders)
    };
    let ends = |c| super::features::ends_sentence(c) || matches!(c, ':' | '：' | '¡' | '\n');
    lower.split(ends).any(starts)
}

/// How many words of the text speak to the reader. "US" in capitals is a country.
pub(crate) fn reader_words(text: &str) -> usize {
    let words =
        text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’') || is_mark(c)));
    let speaks = |w: &&str| *w != "US" && READER.has(&w.to_lowercase());
    let spaced = words.filter(speaks).count();
    spaced
        + READER_UNSPACED
            .iter()
            .map(|w| text.matches(w).count())
            .sum::<usize>()
}

fn is_mark(c: char) -> bool {
    matches!(c as u32, 0x0300..=0x036F | 0x0900..=0x0DFF | 0x0E30..=0x0E4F)
}

/// Whether the script writes words without blanks between them.
fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0x0E00..=0x0EFF | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7A3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn menus_are_known_in_many_languages() {
        for line in [
            "Skip to main content",
            "Zum Inhalt springen",
            "跳到内容",
            "1 2 3 … 10 Next",
            "Page 2 of 9",
            "Home » Rivers",
            "Home About Us Contact Donate",
            "Home | Archives | RSS",
            "Share on Facebook",
            "Click to share on X (Opens in new window)",
            "Email this to a friend",
            "Facebook Twitter WhatsApp",
            "Older posts",
            "Load more",
            "« Previous",
            "<ul dir=\"rtl\">",
            "الرئيسية",
        ] {
            assert!(is_navigation(line), "{line}");
        }
        for line in [
            "Skip The Queue",
            "Rivers",
            "Home Rule For All",
            "Home Search",
            "Share On Offshore Wind Falls",
            "Print On Facebook Falls",
            "Signal To Telegram The Fleet",
            "Post To The Line",
            "2023",
            "1984 And 2024 Compared",
        ] {
            assert!(!is_navigation(line), "{line}");
        }
    }

    #[test]
    fn stems_match_at_beginnings_of_words() {
        assert_eq!(Starts::of("a donation, donated").count(&MONEY), 1);
        assert_eq!(Starts::of("condonation").count(&MONEY), 0);
        assert_eq!(Starts::of("请支持捐款").count(&MONEY), 1);
        assert!(commands("rain. subscribe today"));
        assert_eq!(reader_words("We need your help, US yours"), 2);
    }
}
