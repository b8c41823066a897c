// The ledger is listed in its order.
CREATE CONSTRAINT pmkg_loss IF NOT EXISTS
FOR (loss:Loss) REQUIRE (loss.release, loss.number) IS UNIQUE;
