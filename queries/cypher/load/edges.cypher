// Add edges to $release, between the nodes of these numbers; an edge's kind is its type.
UNWIND $rows AS row
MATCH (subject:Entity {release: $release, number: row[0]})
MATCH (object:Entity {release: $release, number: row[2]})
CREATE (subject)-[:$(row[1]) {release: $release, source: row[3], record: row[4], body: row[5]}]->(object);
