// Add words to $release, each with the numbers of the names that hold it.
UNWIND $rows AS row
CREATE (:Word {release: $release, word: row[0], names: row[1]});
