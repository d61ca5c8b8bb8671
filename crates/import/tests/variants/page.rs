//! Which pages are varied: two of our own, some of the golden ones, and those beside the project.

use std::path::PathBuf;

use backfile_import::Source;
use backfile_model::Article;

/// One article as it should be read.
pub(crate) struct Entry {
    pub(crate) title: String,
    pub(crate) excerpt: String,
}

/// A category page before anybody copied it.
pub(crate) struct Page {
    pub(crate) name: String,
    pub(crate) category: String,
    pub(crate) entries: Vec<Entry>,
}

/// Titles of which every word is capital, as many papers write them.
const CAPITAL: &[(&str, &str)] = &[
    (
        "Harbour Ferries Return After A Winter Of Repairs And Delays",
        "The first ferry left the inner harbour on Monday with ninety passengers and a brass band \
         on board. Engineers had replaced both engines and most of the planking since November. \
         The company says that the evening boats follow in May, if the council pays its share.",
    ),
    (
        "Who Owns The Old Salt Works?",
        "Three families and one bank claim the ground behind the salt works, and none of them can \
         show a deed. The dispute is older than the railway. A judge in Port Ellis wants to hear \
         all sides before the summer; until then nobody may pull down the chimneys.",
    ),
    (
        "Lighthouse Keepers: “We Will Not Leave The Island”",
        "Five keepers have locked the gate of the northern light. They say that a lamp without \
         people is a lamp without repair, and that the new system failed on 14 nights of 90. The \
         ministry calls the strike “regrettable” but has sent no one to end it. Fishermen bring \
         bread, oil and the mail.",
    ),
    (
        "48 Boats, One Crane",
        "Every spring the yard lifts out the whole fleet with a crane that was built in 1931. Dr. \
         Amalia Prout, who keeps its papers, believes that it can serve for another decade. \
         Insurers disagree.",
    ),
    (
        "The Storm That Took The Pier Was Not The Storm They Had Been Warned About For Years",
        "When the wind turned at four in the morning, the sandbags lay on the wrong side of the \
         bay. Nobody was hurt, yet the pier, the rowing club and two cafés are gone. Meteorologists \
         at St. Brannock had expected a surge from the west; what came was a short, steep sea from \
         the south, which the charts of the last century mention only once.",
    ),
    (
        "Oysters Come Back To The Eastern Flats",
        "Divers counted eleven thousand young oysters on a bank that had been bare since the \
         sixties. “They settle on anything hard, even on bottles,” said Tom Arkwright of the Marine \
         Station. Cleaner rivers are one reason. Another is that the dredgers have gone: the last \
         one was sold for scrap in 2019.",
    ),
    (
        "Night Train To The Coast Begins In June",
        "Travellers from the capital can sleep through the mountains again. The train carries \
         bicycles, has a dining car and costs less than a tank of petrol. Tickets for July were \
         sold out within a day, according to the operator, which now looks for more carriages in \
         Poland and Spain.",
    ),
    (
        "Harbour Museum Opens Its Cellars",
        "For two weekends in autumn, visitors may walk through the vaults where rum and rope were \
         stored. Guides show the marks that tides left on the walls in 1825, 1906 and 1953. Bring \
         boots, because the lowest room still floods at high water",
    ),
];

/// Titles that are written like sentences.
const SMALL: &[(&str, &str)] = &[
    (
        "How the valley got its water back",
        "For forty years the upper springs belonged to a bottling plant that paid nothing for them. \
         A group of farmers read the contract line by line and found that it had run out long ago. \
         Last week the pipes were turned round.",
    ),
    (
        "Bakers in Tremont vote for shorter nights",
        "Ovens will be lit at three instead of one. The vote was close, and two of the larger \
         bakeries have announced that they will not follow it. Customers seem to take it calmly: \
         in a survey most of them said that bread may well be warm at eight.",
    ),
    (
        "A bridge for otters, badgers and the occasional fox crosses the northern ring road at last",
        "It took eleven years, three ministers and a petition with 40,000 names. Cameras show that \
         animals used the planted bridge on the first night. Zoologists from Leeds and Ghent will \
         count them for five years and compare the numbers with those of the old tunnel.",
    ),
    (
        "What remains of the mill?",
        "A wheel, two walls and a quarrel. The owner would like to build flats on the site, while \
         the parish hopes for a museum. Both have asked the same architect, Ines Calder, who has \
         drawn a plan that holds both and pleases neither.",
    ),
    (
        "Library van reaches its last village",
        "The van stopped in Upper Moss for the final time on Friday, after 52 years and some two \
         million loans. Children had painted it with everything they remembered from its shelves. \
         The council promises a room with books in the school, which will open on two afternoons.",
    ),
    (
        "“Nobody asked the orchard”: growers against the bypass",
        "The planned road cuts through four hundred trees, some of them the last of their kind. \
         Growers want a tunnel, engineers a cheaper curve. In March both sides will walk the line \
         together, with a botanist and a notary.",
    ),
];

/// All pages; those beside the project only where they are.
pub(crate) fn all() -> Vec<Page> {
    let mut pages = vec![own("capital titles", CAPITAL), own("small titles", SMALL)];
    pages.extend(["plain", "small-titles", "capital-titles"].map(golden));
    pages.extend(seeds());
    pages
}

/// A page as the golden folder of that name says that it is read.
fn golden(case: &str) -> Page {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/fixtures/import/listing"
    );
    let text = std::fs::read_to_string(format!("{folder}/{case}/input.txt")).unwrap();
    let imported = backfile_import::read(&Source::new("input.txt", text), None).unwrap();
    let entry = |article: &Article| Entry {
        title: article.title.clone(),
        excerpt: article.body.text.clone().unwrap(),
    };
    Page {
        name: case.to_owned(),
        category: "Harbour".to_owned(),
        entries: imported.archive.articles.iter().map(entry).collect(),
    }
}

fn own(name: &str, entries: &[(&str, &str)]) -> Page {
    let entry = |&(title, excerpt): &(&str, &str)| Entry {
        title: title.to_owned(),
        excerpt: excerpt.to_owned(),
    };
    Page {
        name: name.to_owned(),
        category: "Harbour".to_owned(),
        entries: entries.iter().map(entry).collect(),
    }
}

/// The seed pages: blocks apart, a skip link, the heading, fifteen titles with their excerpts.
fn seeds() -> Vec<Page> {
    let folder = PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/seeds"
    ));
    let Ok(files) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(seed).collect()
}

fn seed(path: &PathBuf) -> Page {
    let text = std::fs::read_to_string(path).unwrap();
    let blocks: Vec<&str> = text.split("\n\n").collect();
    let clean = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let entry = |pair: &[&str]| Entry {
        title: clean(pair[0]),
        excerpt: clean(pair[1].lines().next().unwrap()),
    };
    Page {
        name: path.file_name().unwrap().to_string_lossy().into_owned(),
        category: clean(blocks[1]),
        entries: blocks[2..32].chunks(2).map(entry).collect(),
    }
}
