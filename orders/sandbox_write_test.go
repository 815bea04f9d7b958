package orders_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/orders"
	"github.com/quartetgo/quartet/sandbox"
)

func TestLifeOfAnOrder(t *testing.T) {
	t.Parallel()
	sb := open(t, "4.20.1")
	ctx := t.Context()
	svc := orders.New(sb.CSCartClient(), orders.ForStore(1))

	created, err := svc.Create(ctx, guest())
	if err != nil {
		t.Fatal(err)
	}
	id := created.OrderID
	if created.Order == nil || created.Order.OrderID != id || created.Order.Status != orders.StatusOpen || created.Order.UserID != 0 {
		t.Errorf("created %+v", created)
	}
	order, err := svc.Get(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	if order.Email != "guest@example.com" || order.ShippingCity != "Boston" || len(order.Products) != 2 || order.Products[1].Amount != 2 {
		t.Errorf("order %+v, products %+v", order, order.Products)
	}

	update := orders.Update{
		Products: []orders.DraftProduct{{ProductID: 12, Amount: 3, Price: new(quartet.MustDecimal("7.00"))}},
		UserData: &orders.UserDataUpdate{Email: new("new@example.com"), BillingCity: new("Salem")},
		Notes:    new("ring twice"), Details: new("checked"),
	}
	if err := svc.Update(ctx, id, update); err != nil {
		t.Fatal(err)
	}
	if order, err = svc.Get(ctx, id); err != nil {
		t.Fatal(err)
	}
	if len(order.Products) != 1 || order.Products[0].Amount != 3 || !order.Subtotal.Equal(quartet.MustDecimal("21")) {
		t.Errorf("subtotal %s, products %+v", order.Subtotal, order.Products)
	}
	if order.Email != "new@example.com" || order.BillingCity != "Salem" || order.ShippingCity != "Boston" || order.Notes != "ring twice" || order.Details != "checked" {
		t.Errorf("order %s %s %s %q %q", order.Email, order.BillingCity, order.ShippingCity, order.Notes, order.Details)
	}

	if err := svc.Update(ctx, id, orders.Update{Total: new(quartet.MustDecimal("100")), Discount: new(quartet.MustDecimal("5"))}); err != nil {
		t.Fatal(err)
	}
	if order, err = svc.Get(ctx, id); err != nil || !order.Total.Equal(quartet.MustDecimal("100")) {
		t.Errorf("total %s, error %v", order.Total, err)
	}

	if err := svc.Delete(ctx, id); err != nil {
		t.Fatal(err)
	}
	if _, err := svc.Get(ctx, id); !errors.Is(err, quartet.ErrNotFound) {
		t.Errorf("after Delete: error %v, want ErrNotFound", err)
	}
	if err := svc.Delete(ctx, id); !errors.Is(err, quartet.ErrNotFound) {
		t.Errorf("second Delete: error %v, want ErrNotFound", err)
	}
}

func TestDraftsOfEveryKind(t *testing.T) {
	t.Parallel()
	sb := open(t, "4.20.1")
	svc := orders.New(sb.CSCartClient(), orders.ForStore(1))
	plain, err := svc.Create(t.Context(), user())
	if err != nil {
		t.Fatal(err)
	}
	coupon := user()
	coupon.Coupons = []string{"123"}
	cheaper, err := svc.Create(t.Context(), coupon)
	if err != nil {
		t.Fatal(err)
	}
	if cheaper.Order.Total.Cmp(plain.Order.Total) >= 0 || len(cheaper.Order.Coupons["123"]) == 0 {
		t.Errorf("total %s with a coupon, %s without", cheaper.Order.Total, plain.Order.Total)
	}
	twice := user()
	twice.Products = []orders.DraftProduct{
		{ProductID: 241, Amount: 1, Options: orders.Values{"12": "44"}},
		{ProductID: 241, Amount: 2, Options: orders.Values{"12": "45"}},
	}
	both, err := svc.Create(t.Context(), twice)
	if err != nil {
		t.Fatal(err)
	}
	if len(both.Order.Products) != 2 {
		t.Errorf("the same product twice: %+v", both.Order.Products)
	}
	keyed := user()
	keyed.Products = []orders.DraftProduct{{Key: 12, Amount: 4}}
	one, err := svc.Create(t.Context(), keyed)
	if err != nil {
		t.Fatal(err)
	}
	if len(one.Order.Products) != 1 || one.Order.Products[0].ProductID != 12 || one.Order.Products[0].Amount != 4 {
		t.Errorf("a product by its key: %+v", one.Order.Products)
	}
	grouped := user()
	grouped.ShippingID, grouped.GroupShippingIDs = 0, map[int64]int64{0: 2, 1: 2}
	sent, err := svc.Create(t.Context(), grouped)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(sent.Order.ShippingIDs, 2) {
		t.Errorf("shipping %v, want 2", sent.Order.ShippingIDs)
	}
}

func TestCreateOfSeveralVendors(t *testing.T) {
	t.Parallel()
	sb := open(t, "4.20.1-mv")
	svc := orders.New(sb.CSCartClient())
	draft := user()
	draft.Products = []orders.DraftProduct{{ProductID: 241, Amount: 1}, {ProductID: 13, Amount: 1}, {ProductID: 12, Amount: 1}, {ProductID: 23, Amount: 1}}
	created, err := svc.Create(t.Context(), draft)
	if err != nil {
		t.Fatal(err)
	}
	if created.Order == nil || !created.Order.IsParentOrder || len(created.SubOrderIDs) < 2 || len(created.SubOrders) != len(created.SubOrderIDs) {
		t.Fatalf("created %+v", created)
	}
	parts, err := quartet.Collect(svc.All(t.Context(), orders.OfParent(created.OrderID)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int64(created.SubOrderIDs), ids(parts)); diff != "" {
		t.Errorf("parts (-created +listed):\n%s", diff)
	}
	vendor := orders.New(sb.CSCartClient(), orders.ForVendor(parts[0].CompanyID))
	all, err := quartet.Collect(vendor.All(t.Context()))
	if err != nil || len(all) == 0 || slices.ContainsFunc(all, func(o orders.Summary) bool { return o.CompanyID != parts[0].CompanyID }) {
		t.Errorf("ForVendor: %d orders, error %v", len(all), err)
	}
}

func TestWhatTheVendorRefuses(t *testing.T) {
	t.Parallel()
	sb := open(t, "4.20.1")
	svc := orders.New(sb.CSCartClient())
	if _, err := svc.Create(t.Context(), user()); !errors.Is(err, quartet.ErrInvalid) || !errors.Is(err, quartet.ErrRefused) {
		t.Errorf("without a store: error %v, want the vendor's ErrInvalid", err)
	}
	missing := user()
	missing.Products[0].ProductID = 999999
	if _, err := orders.New(sb.CSCartClient(), orders.ForStore(1)).Create(t.Context(), missing); !errors.Is(err, quartet.ErrRefused) {
		t.Errorf("an unknown product: error %v, want ErrRefused", err)
	}
	stranger, err := quartet.NewCSCart(sb.CSCart.URL, sb.CSCart.Email, "wrong")
	if err != nil {
		t.Fatal(err)
	}
	defer stranger.CloseIdleConnections()
	if _, err := orders.New(stranger).List(t.Context()); !errors.Is(err, quartet.ErrUnauthorized) {
		t.Errorf("a wrong key: error %v, want ErrUnauthorized", err)
	}
	const nobody = 999999
	if err := svc.Update(t.Context(), nobody, orders.Update{Notes: new("x")}); !errors.Is(err, quartet.ErrNotFound) {
		t.Errorf("update of a missing order: error %v, want ErrNotFound", err)
	}
	if err := svc.Update(t.Context(), nobody, orders.Update{Status: new(orders.StatusProcessed)}); err != nil {
		t.Errorf("the vendor takes a status of a missing order, and so does Update: error %v", err)
	}
}

func TestMailsAreSentOnlyWhenAskedFor(t *testing.T) {
	t.Parallel()
	sb := open(t, "4.20.1")
	svc := orders.New(sb.CSCartClient())
	id := sb.CSCart.Server.OrderIDs()[0]
	if err := svc.Update(t.Context(), id, orders.Update{Status: new(orders.StatusDeclined)}); err != nil {
		t.Fatal(err)
	}
	if c := sb.CSCart.Server.Counts(); c.MailsToUser+c.MailsToDepartment+c.MailsToVendor != 0 {
		t.Errorf("mails without a flag: %+v", c)
	}
	if err := svc.Update(t.Context(), id, orders.Update{Status: new(orders.StatusProcessed), NotifyUser: true}); err != nil {
		t.Fatal(err)
	}
	if c := sb.CSCart.Server.Counts(); c.MailsToUser != 1 || c.MailsToDepartment != 0 {
		t.Errorf("mails with NotifyUser: %+v", c)
	}
}

func TestUnknownOutcomes(t *testing.T) {
	t.Parallel()
	sb := open(t, "4.20.1")
	client := sb.CSCartClient(quartet.WithRetry(quartet.RetryPolicy{MaxAttempts: 4, MinWait: time.Millisecond, MaxWait: time.Millisecond}))
	svc := orders.New(client, orders.ForStore(1))

	sb.Fault(sandbox.Fault{Kind: sandbox.CloseAfter, Match: sandbox.Match{Method: "POST"}})
	if _, err := svc.Create(t.Context(), user()); !errors.Is(err, quartet.ErrOutcomeUnknown) {
		t.Errorf("create: error %v, want ErrOutcomeUnknown", err)
	}
	sb.AssertCreatedOnce(t, sandbox.Match{Method: "POST"})

	id := sb.CSCart.Server.OrderIDs()[0]
	sb.Fault(sandbox.Fault{Kind: sandbox.CloseAfter, Match: sandbox.Match{Method: "PUT"}})
	err := svc.Update(t.Context(), id, orders.Update{Status: new(orders.StatusProcessed), NotifyUser: true})
	if !errors.Is(err, quartet.ErrOutcomeUnknown) {
		t.Errorf("update with mails: error %v, want ErrOutcomeUnknown", err)
	}
	if mails := sb.CSCart.Server.Counts().MailsToUser; mails != 1 {
		t.Errorf("%d mails", mails)
	}
	sb.Fault(sandbox.Fault{Kind: sandbox.CloseAfter, Match: sandbox.Match{Method: "PUT"}})
	if err := svc.Update(t.Context(), id, orders.Update{Notes: new("x")}); err != nil {
		t.Errorf("update without mails is repeated: error %v", err)
	}
	sb.Fault(sandbox.Fault{Kind: sandbox.CloseAfter, Match: sandbox.Match{Method: "DELETE"}})
	if err := svc.Delete(t.Context(), id); err != nil {
		t.Errorf("a 404 after an unknown outcome is a success: error %v", err)
	}
}
