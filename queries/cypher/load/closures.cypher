// Add closures to $release: relation, way, identifier, and what is reached as JSON.
UNWIND $rows AS row
CREATE (:Closure {release: $release, relation: row[0], way: row[1], id: row[2], reached: row[3]});
