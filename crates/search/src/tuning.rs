//! Which constants does ranking have, and where is each from?
//!
//! Chosen together on cranfield, cacm and npl, one setting for all: some 80 settings of the
//! ranges below were judged by nDCG@10 (`examples/judge.rs` of the viewer, which knows the fields), and the one taken is that whose
//! worst collection stands best against its goal. With the feature `tuning`, each constant can
//! be set by an environment variable of its name, so that the experiment can be run again:
//! `k1=1.5 cargo run --release -p backfile-viewer --features backfile-search/tuning --example judge
//! -- cranfield cacm npl`. The weights of fields are in the schema (`viewer::indexing`).

macro_rules! constants {
    ($($(#[$doc:meta])* $name:ident = $value:expr;)*) => {
        $(
            $(#[$doc])*
            #[cfg(not(feature = "tuning"))]
            #[inline]
            pub(crate) const fn $name() -> f32 {
                $value
            }

            $(#[$doc])*
            #[cfg(feature = "tuning")]
            pub(crate) fn $name() -> f32 {
                static VALUE: std::sync::OnceLock<f32> = std::sync::OnceLock::new();
                *VALUE.get_or_init(|| {
                    let given = std::env::var(stringify!($name)).ok();
                    given.and_then(|value| value.parse().ok()).unwrap_or($value)
                })
            }
        )*
    };
}

constants! {
    /// How soon more occurrences of a word stop to count (BM25's `k1`); tried 0.9 to 2. The
    /// value that the literature takes by default.
    k1 = 1.2;
    /// How much a document's length counts (BM25's `b`); tried 0.4 to 0.75.
    b = 0.65;
    /// Added to the odds under the logarithm of a word's rarity; tried 0, 0.3, 0.5, 1. One (as
    /// Lucene has it) leaves words of every second document more weight than npl can bear.
    idf_one = 0.3;
    /// Fewest words of a query that is also answered by documents that lack some of them, where
    /// fewer than [`few`] hold all. 3 to 5 judge within 0.01 of each other; at 4 a query typed
    /// in two or three words means what it says.
    long_query = 4.0;
    /// Fewer matches than this (a page) are few.
    few = 10.0;
    /// What another spelling of a word counts (accents): by reason, so that the exact one wins.
    other_accent = 0.9;
    /// What another form of a word counts: 0.5 to 1 judge the same; a little less than the word.
    other_form = 0.95;
    /// What a longer word counts that begins with what was typed: by reason.
    longer = 0.8;
    /// How much words in a row (typed joined: `time-sharing`) count against the same words apart;
    /// tried 0.5 to 2. Below one, as each of them is already rare in a row.
    phrase_boost = 0.7;
    /// What a pair of neighbouring words of the query counts where it stands in a row; tried 0 to
    /// 0.4 (sequential dependence, Metzler and Croft 2005).
    near_row = 0.05;
    /// The same where both stand within eight words of each other.
    near_window = 0.1;
    /// How many of the best matches are looked at for that; 20 to 100 judge the same.
    near_depth = 30.0;
    /// Feedback: how many of the best partial matches lend their words; tried 5 to 15 (RM3,
    /// Lavrenko and Croft 2001, gives queries a handful of words from the best documents). It
    /// brings cranfield from 0.350 to 0.367 and npl from 0.436 to 0.455.
    feedback_docs = 15.0;
    /// How many words they lend; tried 10 to 30.
    feedback_words = 12.0;
    /// What the best of these words counts against a word that was typed; tried 0.1 to 0.5.
    feedback_weight = 0.5;
}
