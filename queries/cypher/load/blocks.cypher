// Add blocks to $release, each with its digest and, as JSON, its marks.
UNWIND $rows AS row
CREATE (:Block {release: $release, first: row[0], digest: row[1], marks: row[2]});
