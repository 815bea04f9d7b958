package cscart

import (
	"net/http"
)

// account finds out who calls. Everything but a known, enabled administrator
// with the right key is 401.
func (q *call) authenticate() (Account, *apiError) {
	email, key, _ := q.request.BasicAuth()
	root := Account{Email: q.config.Email, APIKey: q.config.APIKey}
	for _, a := range append([]Account{root}, q.config.Accounts...) {
		if a.Email == email && a.APIKey == key && key != "" && !a.Disabled {
			return a, nil
		}
	}
	return Account{}, fail(http.StatusUnauthorized)
}

// authorize holds the account against what it asks for.
func (q *call) authorize() *apiError {
	writing := q.method != http.MethodGet
	switch {
	case q.account.ReadOnly && writing:
		return fail(http.StatusForbidden)
	case q.account.CompanyID != 0 && q.target.company != 0 && q.target.company != q.account.CompanyID:
		return fail(http.StatusForbidden)
	case q.account.CompanyID != 0 && q.config.Profile.MultiVendor && q.method == http.MethodDelete && q.target.entity == "orders":
		return fail(http.StatusForbidden) // a vendor deletes no orders
	}
	return nil
}

// company is the store or vendor that the call is confined to, 0 for all.
func (q *call) company() int64 {
	if q.target.company != 0 {
		return q.target.company
	}
	return q.account.CompanyID
}
