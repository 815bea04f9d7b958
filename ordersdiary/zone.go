package ordersdiary

import (
	"sync"
	"time"
)

// moscow is the zone of the vendor's home, for deals that are decoded without a
// client. A machine without a zone database gets today's offset.
var moscow = sync.OnceValue(func() *time.Location {
	if zone, err := time.LoadLocation("Europe/Moscow"); err == nil {
		return zone
	}
	return time.FixedZone("MSK", 3*60*60)
})
