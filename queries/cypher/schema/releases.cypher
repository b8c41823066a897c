// A release has one name.
CREATE CONSTRAINT pmkg_release IF NOT EXISTS
FOR (release:Release) REQUIRE release.name IS UNIQUE;
