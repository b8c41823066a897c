// Add the names of nodes to $release, numbered in the order of hits; a term is a name that is no identifier.
UNWIND $rows AS row
CREATE (:Name {
    release: $release, number: row[0], folded: row[1], role: row[2], term: row[3], kind: row[4], node: row[5], name: row[6]
});
