// Give the rows of a $view of $release for each of $keys, as JSON.
UNWIND $keys AS key
MATCH (row:ViewRow {release: $release, view: $view, key: key})
RETURN key, row.rows;
