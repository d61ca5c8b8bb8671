//! Which articles may an address mean? Checksums of all slugs, in a table that is searched.

use backfile_model::{ArticleId, crc32};

/// The CRC-32 of every slug with its article, ascending.
#[derive(Default)]
pub(crate) struct Slugs(Vec<(u32, u32)>);

impl Slugs {
    /// Those of a stored table: 32 bits each, little-endian, in article order.
    pub(crate) fn of_table(table: &[u8]) -> Slugs {
        let sums = table.as_chunks().0.iter().copied();
        Slugs::of(sums.map(u32::from_le_bytes).zip(0..).collect())
    }

    /// Those of articles in any order.
    pub(crate) fn of(mut sums: Vec<(u32, u32)>) -> Slugs {
        sums.sort_unstable();
        Slugs(sums)
    }

    /// How many articles there are.
    #[cfg(feature = "hosted")]
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The articles that may have this slug: two slugs may have one checksum.
    pub(crate) fn candidates(&self, slug: &str) -> Vec<ArticleId> {
        let hash = crc32(0, slug.as_bytes());
        let first = self.0.partition_point(|&(other, _)| other < hash);
        let same = self.0[first..].iter();
        same.take_while(|&&(other, _)| other == hash)
            .map(|&(_, id)| ArticleId(id))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_article_of_a_checksum_is_a_candidate() {
        let sums = ["b", "a", "b"].map(|slug| crc32(0, slug.as_bytes()));
        let table: Vec<u8> = sums.iter().flat_map(|sum| sum.to_le_bytes()).collect();
        let slugs = Slugs::of_table(&table);
        assert_eq!(slugs.candidates("b"), [ArticleId(0), ArticleId(2)]);
        assert_eq!(slugs.candidates("a"), [ArticleId(1)]);
        assert_eq!(slugs.candidates("c"), []);
    }
}
