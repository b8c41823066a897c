// The pointer node names the release that serves.
CREATE CONSTRAINT pmkg_pointer IF NOT EXISTS
FOR (pointer:Pointer) REQUIRE pointer.id IS UNIQUE;
