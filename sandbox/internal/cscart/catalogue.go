package cscart

import (
	"github.com/shopspring/decimal"

	"github.com/quartetgo/quartet/sandbox/internal/data"
)

type product struct {
	id      int64
	code    string
	name    string
	price   decimal.Decimal
	vendor  int64
	edp     bool // downloadable: nothing to ship
	soldOut bool // an order for it ends as backordered when it is to be sent
}

// ownProducts stand beside those that all of the sandbox's vendors sell.
var ownProducts = []product{
	{id: 241, code: "TSH-241", name: "T-shirt, printed", price: decimal.RequireFromString("19.99"), vendor: 1},
	{id: 242, code: "EBK-242", name: "E-book: Plain Shelves", price: decimal.RequireFromString("9.10"), vendor: 1, edp: true},
	{id: 243, code: "VAS-243", name: "Vase, hand-blown", price: decimal.RequireFromString("64.20"), vendor: 2, soldOut: true},
}

var catalogue = func() map[int64]product {
	all := map[int64]product{}
	for _, p := range data.Products() {
		all[p.ID] = product{id: p.ID, code: p.Code, name: p.Name, price: decimal.RequireFromString(p.Price), vendor: p.Vendor}
	}
	for _, p := range ownProducts {
		all[p.id] = p
	}
	return all
}()

type shippingMethod struct {
	id   int64
	name string
	time string
	rate decimal.Decimal
}

var shippingMethods = map[int64]shippingMethod{
	1: {1, "Courier", "2-3 days", decimal.RequireFromString("5.00")},
	2: {2, "Express", "1 day", decimal.RequireFromString("12.50")},
	3: {3, "Pick-up point", "", decimal.Decimal{}},
}

type paymentMethod struct {
	id        int64
	name      string
	surcharge decimal.Decimal
	gateway   bool // paid through a processor, which has secrets
}

var paymentMethods = map[int64]paymentMethod{
	1: {1, "Card on delivery", decimal.Decimal{}, false},
	2: {2, "Bank transfer", decimal.Decimal{}, false},
	3: {3, "Card, online", decimal.RequireFromString("1.50"), true},
}

// promotion is a coupon's: percent off the subtotal.
type promotion struct {
	id      int64
	name    string
	percent int64
}

var coupons = map[string]promotion{
	"123":      {15, "Welcome coupon", 20},
	"SPRING":   {16, "Spring sale", 10},
	"ВЕСНА/25": {17, "Весенняя скидка", 25},
}

// user is a customer or, with admin, an administrator of the store.
type user struct {
	id      int64
	person  data.Person
	company int64 // 0: a customer of every store
	admin   bool
}

// The first users are administrators, the others customers.
const (
	lastUser     = 200
	customerFrom = 3
)

func makeUsers(seed uint64) []user {
	all := make([]user, lastUser)
	for i := range all {
		all[i] = makeUser(seed, int64(i+1))
	}
	return all
}

// user finds a user of the store.
func (q *call) user(id int64) (user, bool) {
	if id < 1 || id > int64(len(q.users)) {
		return user{}, false
	}
	return q.users[id-1], true
}

func makeUser(seed uint64, id int64) user {
	u := user{id: id, person: data.NewPerson(data.Rand(data.Kind(seed, "cscart users"), uint64(id))), admin: id < customerFrom}
	switch id % 10 {
	case 8:
		u.company = 1
	case 9:
		u.company = 2
	}
	return u
}

// Companies: stores of CS-Cart, vendors of Multi-Vendor.
var companyNames = map[bool][]string{
	false: {"Main store", "Second store"},
	true:  {"Cables & Sound", "Лесной двор", "Lumen Papermill"},
}

func (p Profile) companyName(id int64) string {
	names := companyNames[p.MultiVendor]
	if id < 1 || int(id) > len(names) {
		return ""
	}
	return names[id-1]
}

var regionNames = map[string]string{
	"US": "United States", "RU": "Russian Federation", "MA": "Massachusetts", "NY": "New York", "CA": "California",
	"TX": "Texas", "IL": "Illinois", "WA": "Washington", "FL": "Florida", "MOW": "Moscow", "SPE": "Saint Petersburg",
}
