// Give the lease of $owner back.
MATCH (lease:Lease {id: 'publish', owner: $owner})
REMOVE lease.owner;
