// Add nodes to $release; each carries its kind as a second label.
UNWIND $rows AS row
CREATE (node:Entity:$(row[2]) {
    release: $release, number: row[0], id: row[1], kind: row[2], label: row[3], place: row[4], body: row[5]
});
