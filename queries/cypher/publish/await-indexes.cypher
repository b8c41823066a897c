// Wait until every index of the database is usable, at most $seconds.
CALL db.awaitIndexes($seconds);
