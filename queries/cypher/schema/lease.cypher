// One publication at a time holds the lease.
CREATE CONSTRAINT pmkg_lease IF NOT EXISTS
FOR (lease:Lease) REQUIRE lease.id IS UNIQUE;
