package cscart

import (
	"fmt"
	"slices"
	"strings"
)

// Release is a version of CS-Cart or Multi-Vendor whose behaviour is known.
type Release string

// The releases the sandbox can be.
const (
	Release423  Release = "4.2.3"
	Release437  Release = "4.3.7"
	Release4132 Release = "4.13.2"
	Release4201 Release = "4.20.1"
)

// Profile says which program answers: a release of CS-Cart (several stores of
// one owner) or of Multi-Vendor (one marketplace of several vendors). The zero
// value is CS-Cart 4.20.1.
type Profile struct {
	Release     Release
	MultiVendor bool
}

// Profiles lists all profiles, the oldest release first.
func Profiles() []Profile {
	var all []Profile
	for _, r := range []Release{Release423, Release437, Release4132, Release4201} {
		all = append(all, Profile{Release: r}, Profile{Release: r, MultiVendor: true})
	}
	return all
}

// ParseProfile reads what String writes: "4.13.2", or "4.13.2-mv" for
// Multi-Vendor. The empty text is the default profile.
func ParseProfile(s string) (Profile, error) {
	release, mv := strings.CutSuffix(s, "-mv")
	if release == "" {
		release = string(Release4201)
	}
	p := Profile{Release: Release(release), MultiVendor: mv}
	if !slices.Contains(Profiles(), p) {
		return Profile{}, fmt.Errorf("cscart: unknown profile %q: 4.2.3, 4.3.7, 4.13.2 or 4.20.1, with -mv for Multi-Vendor", s)
	}
	return p, nil
}

// String is the release, with -mv for Multi-Vendor.
func (p Profile) String() string {
	if p.Release == "" {
		p.Release = Release4201
	}
	if p.MultiVendor {
		return string(p.Release) + "-mv"
	}
	return string(p.Release)
}

// rules is what differs between releases. All were observed in the release
// named, unless the comment of the field says otherwise.
type rules struct {
	versions       []string // API versions in the path; the first answers when the path names none
	clampOrders    bool     // a page of orders past the end repeats the last page
	callRequests   bool     // the add-on exists, from 4.3.5
	deleteOrders   bool     // DELETE exists, from 4.3.2
	methodOverride bool     // POST …?_METHOD=PUT

	orderData    bool // POST answers a number and the order itself
	shippingMap  bool // shipping_id may be a map by product group, from 4.3.7
	companyKeys  bool // groups are keyed by company id, not by index
	refused403   bool // orders that the shop's rules refuse: 403, else the documented 400
	fastStatus   bool // a PUT with status and notify flags alone never looks whether the order exists
	errorLists   bool // error bodies carry messages and errors
	dropBadAdmin bool // a call request's user_id that is no administrator is dropped

	numberDiscounts bool // discount, subtotal_discount, payment_surcharge are numbers
	newColumns      bool // updated_at, storefront_id, user_type; updated_at filters; get_orders_data
	rowPhone        bool // list rows have phone (captured rows of API 1.0 have none)
	rowNames        bool // list rows have company, issuer_name, issuer_email, storefront_id
	processorParams bool // payment_method shows the gateway's settings, before 4.4.3
	responsible     bool // call requests show who is responsible
	ajaxCustom      bool // the rewrite rule adds ajax_custom=1 to the query
	numberPerPage   bool // params.items_per_page by default: a number; assumed, both forms are known
	shortFloats     bool // floats print with 14 digits, as PHP did before 7.1; assumed of old releases
}

func (p Profile) rules() rules {
	switch p.Release {
	case Release423:
		return rules{versions: []string{"1.0", "2.0", "2"}, shortFloats: true, processorParams: true}
	case Release437:
		return rules{
			versions: []string{"2.0", "1.0"}, clampOrders: true, callRequests: true, deleteOrders: true,
			shippingMap: true, rowPhone: true, processorParams: true, ajaxCustom: true, shortFloats: true,
		}
	case Release4132:
		r := modern
		r.versions = []string{"2.1", "2.0", "1.0"}
		return r
	default:
		r := modern
		r.versions = []string{"2.1", "2.0", "1.0"}
		r.methodOverride, r.companyKeys, r.dropBadAdmin, r.responsible = true, true, true, true
		return r
	}
}

// modern is what 4.13.2 and 4.20.1 have in common.
var modern = rules{
	callRequests: true, deleteOrders: true, orderData: true, shippingMap: true, refused403: true, fastStatus: true,
	errorLists: true, numberDiscounts: true, newColumns: true, rowPhone: true, rowNames: true, numberPerPage: true,
}
