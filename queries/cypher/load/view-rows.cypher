// Add rows of views to $release, packed by key.
UNWIND $rows AS row
CREATE (:ViewRow {release: $release, view: row[0], key: row[1], rows: row[2]});
