// A lookup by words reads which names hold each word.
CREATE CONSTRAINT pmkg_word IF NOT EXISTS
FOR (word:Word) REQUIRE (word.release, word.word) IS UNIQUE;
