// Take the lease for $owner for $milliseconds, where nobody holds it or its time is over. Gives a row if it was taken.
// The first SET takes the node's write lock, so that what is compared afterwards is what stands.
MERGE (lease:Lease {id: 'publish'})
SET lease.asked = timestamp()
WITH lease
WHERE lease.owner IS NULL OR lease.owner = $owner OR lease.until < timestamp()
SET lease.owner = $owner, lease.until = timestamp() + $milliseconds, lease.batch = 0
RETURN lease.owner AS owner;
