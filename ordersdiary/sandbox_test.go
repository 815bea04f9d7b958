package ordersdiary_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/ordersdiary"
	"github.com/quartetgo/quartet/sandbox"
)

// account is a Calltouch account over real HTTP.
func account(t *testing.T, change func(*sandbox.CalltouchConfig)) *sandbox.Sandbox {
	t.Helper()
	return sandbox.New(t, sandbox.Unlimited(),
		sandbox.WithCSCart(func(c *sandbox.CSCartConfig) { c.Orders, c.CallRequests = 0, 0 }),
		sandbox.WithCalltouch(func(c *sandbox.CalltouchConfig) {
			c.Deals, c.From, c.Months = 1000, day(1), 1
			if change != nil {
				change(c)
			}
		}))
}

func journalOf(sb *sandbox.Sandbox, options ...quartet.Option) *ordersdiary.Service {
	options = append([]quartet.Option{quartet.WithLocation(msk)}, options...)
	return ordersdiary.New(sb.CalltouchClient(options...), sb.Calltouch.SiteID)
}

// expected are the numbers of the account's deals that want selects.
func expected(sb *sandbox.Sandbox, want func(*sandbox.Deal) bool) []string {
	var list []string
	for _, id := range sb.Calltouch.Server.DealIDs() {
		deal, _ := sb.Calltouch.Server.Deal(id)
		if want(deal) {
			list = append(list, numberOf(deal))
		}
	}
	slices.Sort(list)
	return list
}

func numberOf(deal *sandbox.Deal) string {
	if deal.OrderNumber == "" {
		return strconv.FormatInt(deal.ID, 10)
	}
	return deal.OrderNumber
}

func sorted(deals []ordersdiary.Deal) []string {
	list := numbers(deals)
	slices.Sort(list)
	return list
}

// Whatever the days and times of a request mean, ranges that follow each other
// give each deal once. The vendor's document leaves all of this open.
func TestSandboxRangesUnderEveryReading(t *testing.T) {
	t.Parallel()
	for name, believe := range map[string]func(*sandbox.CalltouchConfig){
		"as documented":          nil,
		"last day counted in":    func(c *sandbox.CalltouchConfig) { c.Beliefs.DateToInclusive = true },
		"times of each day":      func(c *sandbox.CalltouchConfig) { c.Beliefs.DailyTimes = true },
		"both":                   func(c *sandbox.CalltouchConfig) { c.Beliefs.DailyTimes, c.Beliefs.DateToInclusive = true, true },
		"no order":               func(c *sandbox.CalltouchConfig) { c.Beliefs.UnsortedRecords = true },
		"empty pages":            func(c *sandbox.CalltouchConfig) { c.Beliefs.EmptyPage = true },
		"an envelope for a day":  func(c *sandbox.CalltouchConfig) { c.Beliefs.PageForOneDay = true },
		"three months at most":   func(c *sandbox.CalltouchConfig) { c.Beliefs.MaxThreeMonths = true },
		"comments are no filter": func(c *sandbox.CalltouchConfig) { c.Beliefs.IncludeComments = true },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sb := account(t, believe)
			all := sb.Calltouch.Server.Config().Beliefs.IncludeComments
			want := expected(sb, func(d *sandbox.Deal) bool { return all || d.Comment == "" })
			journal := journalOf(sb)
			cuts := []time.Time{day(-9), day(2), at(2, 12, 0, 0), at(2, 12, 30, 15), at(9, 23, 59, 59), day(10), at(31, 1, 0, 0), day(61)}
			var got []string
			for i := range len(cuts) - 1 {
				deals, err := quartet.Collect(journal.All(t.Context(), ordersdiary.Between(cuts[i], cuts[i+1]),
					ordersdiary.AllOrigins(), ordersdiary.PerPage(30), ordersdiary.DaysAtOnce(1+i)))
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, numbers(deals)...)
			}
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("deals (-want +got):\n%s", diff)
			}
			one, err := journal.List(t.Context(), ordersdiary.Between(at(5, 8, 0, 0), at(5, 17, 30, 0)), ordersdiary.AllOrigins())
			if err != nil {
				t.Fatal(err)
			}
			want = expected(sb, func(d *sandbox.Deal) bool {
				return (all || d.Comment == "") && !d.OrderDate.Before(at(5, 8, 0, 0)) && d.OrderDate.Before(at(5, 17, 30, 0))
			})
			if diff := cmp.Diff(want, sorted(one.Deals)); diff != "" || len(want) == 0 {
				t.Errorf("deals of one day (-want +got):\n%s", diff)
			}
		})
	}
}

// Each form that a deal is said to come in decodes, and shows what was kept.
func TestSandboxEveryForm(t *testing.T) {
	t.Parallel()
	sb := account(t, func(c *sandbox.CalltouchConfig) {
		b := &c.Beliefs
		b.NoLead, b.Chats, b.CommentForms, b.TextAmounts, b.ContactLists, b.TagObjects = true, true, true, true, true, true
		b.NumericIDs, b.IncludeComments, b.AbsentNumbers, b.MissingOrderDate = true, true, true, true
	})
	kinds := map[ordersdiary.SourceType]int{}
	count := 0
	for deal, err := range journalOf(sb).All(t.Context(), ordersdiary.Between(day(1), day(40)), ordersdiary.AllOrigins(),
		ordersdiary.WithTags(), ordersdiary.WithComments()) {
		if err != nil {
			t.Fatal(err)
		}
		count++
		kinds[deal.Source.Type]++
		if len(deal.TagNames()) != len(deal.Tags) {
			t.Errorf("%s: tags %+v", deal.OrderNumber, deal.Tags)
		}
		if len(deal.Client.Phones) != 1 {
			t.Errorf("%s: phones %q", deal.OrderNumber, deal.Client.Phones)
		}
	}
	if count != 1000 {
		t.Errorf("%d deals, want 1000", count)
	}
	if got := slices.Sorted(maps.Keys(kinds)); !slices.Equal(got, []ordersdiary.SourceType{"", "CALL", "CHAT", "REQUEST"}) {
		t.Errorf("kinds of leads: %v", kinds)
	}
}

// What the account keeps of a deal is what comes out, member by member.
func TestSandboxDeal(t *testing.T) {
	t.Parallel()
	sb := account(t, nil)
	id := sb.Calltouch.Server.InsertDeal(func(d *sandbox.Deal) {
		d.OrderNumber, d.OrderDate, d.Comment, d.Tags = "CRM-1", at(4, 5, 6, 7), "call back", []string{"VIP"}
	})
	kept, _ := sb.Calltouch.Server.Deal(id)
	got, err := journalOf(sb).ByDealID(t.Context(), strconv.FormatInt(id, 10), ordersdiary.WithComments(), ordersdiary.WithTags())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"OrderNumber": "CRM-1", "OrderDate": kept.OrderDate.String(), "CreatedDate": kept.CreatedDate.In(msk).String(),
		"Status": kept.Status, "Origin": kept.Origin, "Funnel": kept.Funnel, "Manager": kept.Manager, "Service": kept.Service,
		"Planned": kept.Planned, "Margin": kept.Margin, "Currency": kept.Currency, "Phones": fmt.Sprint([]string{kept.Phone}),
		"Comments": "[{call back map[]}]", "Tags": "[VIP]", "Lead": kept.Source.Type, "Products": strconv.Itoa(len(kept.Products)),
	}
	shown := map[string]string{
		"OrderNumber": got.OrderNumber, "OrderDate": got.OrderDate.String(), "CreatedDate": got.CreatedDate.String(),
		"Status": got.OrderStatus, "Origin": got.OrderOrigin, "Funnel": got.Funnel, "Manager": got.Manager, "Service": got.Service,
		"Planned": got.PlannedAmount.String(), "Margin": got.Margin.String(), "Currency": got.Currency, "Phones": fmt.Sprint(got.Client.Phones),
		"Comments": fmt.Sprint(got.Comments), "Tags": fmt.Sprint(got.TagNames()), "Lead": string(got.Source.Type), "Products": strconv.Itoa(len(got.Products)),
	}
	if diff := cmp.Diff(want, shown); diff != "" {
		t.Errorf("deal (-kept +got):\n%s", diff)
	}
}

// The account's filters and what its defaults leave out.
func TestSandboxFilters(t *testing.T) {
	t.Parallel()
	sb := account(t, nil)
	between := ordersdiary.Between(day(1), day(40))
	for name, tt := range map[string]struct {
		options []ordersdiary.QueryOption
		want    func(*sandbox.Deal) bool
	}{
		"by default, of the API and without comment": {nil, func(d *sandbox.Deal) bool { return d.Origin == "API" && d.Comment == "" }},
		"all origins":   {[]ordersdiary.QueryOption{ordersdiary.AllOrigins()}, func(d *sandbox.Deal) bool { return d.Comment == "" }},
		"with comments": {[]ordersdiary.QueryOption{ordersdiary.WithComments()}, func(d *sandbox.Deal) bool { return d.Origin == "API" && d.Comment != "" }},
		"calls": {[]ordersdiary.QueryOption{ordersdiary.WithSource(ordersdiary.SourceCall)}, func(d *sandbox.Deal) bool {
			return d.Origin == "API" && d.Comment == "" && d.Source.Type == "CALL"
		}},
		"one manager": {[]ordersdiary.QueryOption{ordersdiary.WithManager("Анна Белова")}, func(d *sandbox.Deal) bool {
			return d.Origin == "API" && d.Comment == "" && d.Manager == "Анна Белова"
		}},
		"one service": {[]ordersdiary.QueryOption{ordersdiary.WithService("retailCRM")}, func(d *sandbox.Deal) bool {
			return d.Origin == "API" && d.Comment == "" && d.Service == "retailCRM"
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := quartet.Collect(journalOf(sb).All(t.Context(), append(tt.options, between)...))
			if err != nil {
				t.Fatal(err)
			}
			want := expected(sb, tt.want)
			if diff := cmp.Diff(want, sorted(got)); diff != "" || len(want) == 0 {
				t.Errorf("%d deals, want %d (-want +got):\n%s", len(got), len(want), diff)
			}
		})
	}
}

func TestSandboxBindTo(t *testing.T) {
	t.Parallel()
	sb := account(t, nil)
	got, err := quartet.Collect(journalOf(sb).All(t.Context(), ordersdiary.Between(day(10), day(12)), ordersdiary.AllOrigins(),
		ordersdiary.BindTo(ordersdiary.BindSession)))
	if err != nil {
		t.Fatal(err)
	}
	want := expected(sb, func(d *sandbox.Deal) bool {
		return d.Comment == "" && d.Visit != nil && !d.Visit.Date.Before(day(10)) && d.Visit.Date.Before(day(12))
	})
	if diff := cmp.Diff(want, sorted(got)); diff != "" || len(want) == 0 {
		t.Errorf("deals (-want +got):\n%s", diff)
	}
}

func TestSandboxByPhone(t *testing.T) {
	t.Parallel()
	sb := account(t, nil)
	some, _ := sb.Calltouch.Server.Deal(sb.Calltouch.Server.DealIDs()[0])
	got, err := journalOf(sb).ByPhone(t.Context(), some.Phone, ordersdiary.AllOrigins())
	if err != nil {
		t.Fatal(err)
	}
	want := expected(sb, func(d *sandbox.Deal) bool { return d.Phone == some.Phone && d.Comment == "" })
	if diff := cmp.Diff(want, sorted(got)); diff != "" || len(want) == 0 {
		t.Errorf("deals (-want +got):\n%s", diff)
	}
}

// Deals come and go between the count and the selection of a page: none of those
// that stay is lost or doubled.
func TestSandboxWalkUnderChurn(t *testing.T) {
	t.Parallel()
	sb := account(t, nil)
	server := sb.Calltouch.Server
	doomed := server.DealIDs()[:0:0]
	for i, id := range server.DealIDs() {
		if i%17 == 0 {
			doomed = append(doomed, id)
		}
	}
	stays := expected(sb, func(d *sandbox.Deal) bool { return d.Comment == "" && !slices.Contains(doomed, d.ID) })
	var call atomic.Int64
	server.OnSelect(func() {
		n := int(call.Add(1))
		if n%5 == 0 && n/5 <= len(doomed) {
			server.DeleteDeal(doomed[n/5-1])
		}
		if n%7 == 0 {
			server.InsertDeal(func(d *sandbox.Deal) {
				d.OrderNumber, d.OrderDate = fmt.Sprint("new-", n), at(1+n%28, n%24, 0, 0)
			})
		}
	})
	got, err := quartet.Collect(journalOf(sb).All(t.Context(), ordersdiary.Between(day(1), day(40)), ordersdiary.AllOrigins(), ordersdiary.PerPage(7)))
	if err != nil {
		t.Fatal(err)
	}
	times := map[string]int{}
	for _, number := range numbers(got) {
		times[number]++
	}
	for number, n := range times {
		if n != 1 {
			t.Errorf("deal %s came %d times", number, n)
		}
	}
	for _, number := range stays {
		if times[number] == 0 {
			t.Errorf("deal %s is lost", number)
		}
	}
}

func TestSandboxRefusals(t *testing.T) {
	t.Parallel()
	oneDay := ordersdiary.Between(day(1), day(2))
	for name, tt := range map[string]struct {
		change func(*sandbox.CalltouchConfig)
		site   int64
		want   error
	}{
		"no such site":                {nil, 4711, quartet.ErrNotFound},
		"no such site, told by HTML":  {func(c *sandbox.CalltouchConfig) { c.Errors = "html" }, 4711, quartet.ErrNotFound},
		"no such site, told with 200": {func(c *sandbox.CalltouchConfig) { c.Errors = "soft" }, 4711, quartet.ErrRefused},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sb := account(t, tt.change)
			_, err := ordersdiary.New(sb.CalltouchClient(), tt.site).List(t.Context(), oneDay)
			if !errors.Is(err, tt.want) || !errors.Is(err, quartet.ErrRefused) {
				t.Errorf("err = %v, want %v and ErrRefused", err, tt.want)
			}
		})
	}
	sb := account(t, nil)
	stranger, err := quartet.NewCalltouch("wrong", quartet.WithBaseURL(sb.Calltouch.URL))
	if err != nil {
		t.Fatal(err)
	}
	defer stranger.CloseIdleConnections()
	_, err = ordersdiary.New(stranger, sb.Calltouch.SiteID).List(t.Context(), oneDay)
	if !errors.Is(err, quartet.ErrForbidden) {
		t.Errorf("wrong token: %v, want ErrForbidden", err)
	}
}
