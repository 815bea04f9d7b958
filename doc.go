// Package quartet is one typed client for four commerce APIs: CS-Cart orders,
// CS-Cart call requests, the Calltouch deals journal and Open2b contacts.
//
// Make a client here, and hand it to the package of the service:
//
//	shop, err := quartet.NewCSCart("https://shop.example", "admin@shop.example", apiKey)
//	if err != nil {
//		return err
//	}
//	for order, err := range orders.New(shop).All(ctx, orders.WithStatus(orders.StatusOpen)) {
//		if err != nil {
//			return err
//		}
//		fmt.Println(order.OrderID, order.Total)
//	}
//
// The packages are orders and callrequests over [CSCart], ordersdiary over
// [Calltouch], contacts over [Open2b]. Package sandbox serves all three vendors
// in process, for tests.
//
// # Limits and repeats
//
// A client sends at most 5 requests a second and has at most 5 in flight (Open2b:
// 1000 in 5 minutes), over all its services and goroutines; repeats count too.
// Reads are repeated after a network error, a 408, 429 or 5xx, with a random wait
// that grows, or after the wait the server asks for. A create is repeated only
// when it certainly never left. Change it with [WithRateLimit], [WithMaxInFlight],
// [WithLimits] and [WithRetry].
//
// # Errors
//
// Every failed call is an [*Error] and has one outcome: [ErrNotSent], [ErrRefused]
// or [ErrOutcomeUnknown]. The other sentinels say what went wrong. No error, log
// line or hook shows a credential.
package quartet
