// Package sandbox is the three vendors of this library in one process: a CS-Cart
// store, a Calltouch account and an Open2b store that keep state, check
// credentials, hold their limits and answer with the quirks of the real ones. Any
// program can be tested against it, whatever client it uses.
//
//	func TestMine(t *testing.T) {
//		sb := sandbox.New(t)
//		sb.Fault(sandbox.Fault{Kind: sandbox.CloseAfter, Match: sandbox.Match{Method: "POST"}})
//		err := mine.PlaceOrder(sb.CSCart.URL, sb.CSCart.Email, sb.CSCart.APIKey)
//		…
//		sb.AssertCreatedOnce(t, sandbox.Match{Vendor: sandbox.CSCart})
//	}
//
// The data follow from a seed: 3,000 orders, 400 call requests, 20,000 deals over
// four months, 1,000 contacts, with names in Latin and Cyrillic. Nobody real is
// in them.
//
// Requests pass through the same stations at each vendor: recorder, latency,
// limit, faults, churn, and then the vendor itself. What the vendors document,
// what was observed of them and what is assumed is told in docs/sandbox.md.
package sandbox
