// Give the numbers of the names in $release that hold each of $words.
UNWIND $words AS word
MATCH (row:Word {release: $release, word: word})
RETURN word, row.names;
