//! tantivy: an index in memory, in one segment.

use tantivy::collector::{Count, TopDocs};
use tantivy::directory::RamDirectory;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, Searcher, TantivyDocument, Term};

use crate::{Failure, Join, Row};

/// English: words in lower case, stemmed by Snowball.
const TOKENIZER: &str = "en_stem";

/// Above all that is added, so that it makes one segment.
const MEMORY_BYTES: usize = 2_000_000_000;

/// How much a title counts, as of the other peers.
const TITLE: f32 = 2.0;

pub(crate) struct Peer {
    directory: RamDirectory,
    index: Index,
    searcher: Searcher,
    fields: [Field; 2],
}

pub(crate) fn build(rows: &[Row]) -> Result<Peer, Failure> {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let options = TextOptions::default().set_indexing_options(indexing);
    let mut schema = Schema::builder();
    let fields = ["title", "text"].map(|name| schema.add_text_field(name, options.clone()));
    let builder = Index::builder().schema(schema.build());
    let directory = RamDirectory::create();
    let mut writer =
        builder.single_segment_index_writer::<TantivyDocument>(directory.clone(), MEMORY_BYTES)?;
    for (title, text) in rows {
        let mut document = TantivyDocument::default();
        document.add_text(fields[0], title);
        document.add_text(fields[1], text);
        writer.add_document(document)?;
    }
    let index = writer.finalize()?;
    let searcher = index.reader()?.searcher();
    Ok(Peer {
        directory,
        index,
        searcher,
        fields,
    })
}

impl Peer {
    /// Bytes of all files of the index.
    pub(crate) fn size(&self) -> usize {
        self.directory.total_mem_usage()
    }

    /// The best ten documents with all or any of the words.
    pub(crate) fn ask(&self, query: &str, join: Join, counts: bool) -> Result<Vec<u32>, Failure> {
        let mut tokenizer = self
            .index
            .tokenizers()
            .get(TOKENIZER)
            .ok_or("no tokenizer")?;
        let mut stream = tokenizer.token_stream(query);
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let occur = if join == Join::All {
            Occur::Must
        } else {
            Occur::Should
        };
        stream.process(&mut |token| {
            let word = |field: Field| -> Box<dyn Query> {
                let term = Term::from_field_text(field, &token.text);
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
            };
            let [title, text] = self.fields;
            let title = Box::new(BoostQuery::new(word(title), TITLE));
            let either =
                BooleanQuery::new(vec![(Occur::Should, title), (Occur::Should, word(text))]);
            clauses.push((occur, Box::new(either)));
        });
        let query = BooleanQuery::new(clauses);
        let best = TopDocs::with_limit(10).order_by_score();
        let hits = if counts {
            self.searcher.search(&query, &(best, Count))?.0
        } else {
            self.searcher.search(&query, &best)?
        };
        Ok(hits
            .into_iter()
            .map(|(_, address)| address.doc_id)
            .collect())
    }
}
