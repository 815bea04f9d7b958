package calltouch

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// Each parameter selects as the document says.
func TestSelects(t *testing.T) {
	t.Parallel()
	s, base := serve(t, Config{})
	with(s, "plain", nil)
	with(s, "api", func(d *Deal) { d.Phone = "74950000001" })
	manual := with(s, "manual", func(d *Deal) { d.Origin = OriginManual })
	with(s, "comment", func(d *Deal) { d.Comment = "перезвонить" })
	with(s, "call", func(d *Deal) { d.Source = &Source{Type: "CALL"} })
	with(s, "koly", func(d *Deal) { d.Manager = "Коля" })
	with(s, "crm", func(d *Deal) { d.Service = "retailCRM" })
	early := with(s, "day9", func(d *Deal) { d.OrderDate = time.Date(2026, time.March, 9, 23, 59, 59, 0, zone) })
	with(s, "session5", func(d *Deal) { d.Visit = &Visit{Date: time.Date(2026, time.March, 5, 1, 0, 0, 0, zone)} })
	with(s, "late", func(d *Deal) { d.OrderDate = time.Date(2026, time.March, 10, 18, 0, 0, 0, zone) })
	id := func(n int64) string { return "orderNumber=" + itoa(n) }

	const all10 = "plain api call koly crm session5 late"
	for name, c := range map[string]struct{ query, want string }{
		"one day, by orderDate":             {"dateFrom=10/03/2026&dateTo=11/03/2026", all10},
		"dateTo is not counted in":          {"dateFrom=09/03/2026&dateTo=10/03/2026", "day9"},
		"timeFrom":                          {"dateFrom=10/03/2026&dateTo=11/03/2026&timeFrom=17:59:59", "late"},
		"timeTo moves the end":              {"dateFrom=09/03/2026&dateTo=10/03/2026&timeTo=17:59:59", "day9 plain api call koly crm session5"},
		"its second is counted in":          {"dateFrom=09/03/2026&dateTo=10/03/2026&timeFrom=23:59:59&timeTo=00:00:00", "day9"},
		"only deals made by API":            {"dateFrom=09/03/2026&dateTo=11/03/2026&page=1", "day9 " + all10},
		"withAllOrderOrigins":               {"dateFrom=10/03/2026&dateTo=11/03/2026&withAllOrderOrigins=true", "plain api manual call koly crm session5 late"},
		"withComments filters":              {"dateFrom=10/03/2026&dateTo=11/03/2026&withComments=true", "comment"},
		"withComments=false is as left out": {"dateFrom=10/03/2026&dateTo=11/03/2026&withComments=false", all10},
		"orderSource CALL":                  {"dateFrom=10/03/2026&dateTo=11/03/2026&orderSource=CALL", "call"},
		"orderSource REQUEST":               {"dateFrom=10/03/2026&dateTo=11/03/2026&orderSource=REQUEST", "plain api koly crm session5 late"},
		"manager":                           {"dateFrom=10/03/2026&dateTo=11/03/2026&manager=Коля", "koly"},
		"matches are by equality":           {"dateFrom=10/03/2026&dateTo=11/03/2026&manager=Ко", ""},
		"service":                           {"dateFrom=10/03/2026&dateTo=11/03/2026&service=retailCRM", "crm"},
		"bindTo session":                    {"dateFrom=05/03/2026&dateTo=06/03/2026&bindTo=session", "session5"},
		"bindTo updated":                    {"dateFrom=12/03/2026&dateTo=13/03/2026&bindTo=updated", "day9 " + all10},
		"bindTo created":                    {"dateFrom=10/03/2026&dateTo=11/03/2026&timeFrom=13:00:00&bindTo=created", "day9 " + all10},
		"phone, of any date":                {"phoneNumber.value=74950000001", "api"},
		"phone by equality":                 {"phoneNumber.value=7495000000", ""},
		"the id of Calltouch, not the CRM":  {id(early), "day9"},
		"a CRM's number is no id":           {"orderNumber=day9", ""},
		"an id of another origin":           {id(manual), ""},
		"the same with all origins":         {id(manual) + "&withAllOrderOrigins=true", "manual"},
		"unknown parameters are ignored":    {"dateFrom=09/03/2026&dateTo=10/03/2026&nonsense=1", "day9"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got string
			if strings.Contains(c.query, "page=") {
				got = marks(ask(t, base, c.query).Records)
			} else {
				got = marks(array(t, base, c.query))
			}
			if got != c.want {
				t.Errorf("%s: %q, want %q", c.query, got, c.want)
			}
		})
	}
}

// What the document forbids is refused, and what is not known.
func TestRefusals(t *testing.T) {
	t.Parallel()
	_, base := serve(t, Config{})
	const day = "dateFrom=10/03/2026&dateTo=11/03/2026"
	for name, c := range map[string]struct {
		path, query string
		status      int
		says        string
	}{
		"no token":                  {diary, day + "&clientApiId=", 403, "token"},
		"wrong token":               {diary, day + "&clientApiId=sandbox/token with=signs", 403, "token"},
		"unknown site":              {strings.Replace(diary, "12345", "12346", 1), day, 404, "site"},
		"site that is no number":    {strings.Replace(diary, "12345", "x", 1), day, 404, "site"},
		"unknown path":              {"/calls-service/RestAPI/12345/orders-diary", day, 404, "method"},
		"no dates":                  {diary, "page=1", 400, "dateFrom is required"},
		"dateTo missing":            {diary, "dateFrom=10/03/2026&page=1", 400, "dateTo is required"},
		"equal dates":               {diary, "dateFrom=10/03/2026&dateTo=10/03/2026&page=1", 400, "less than"},
		"swapped dates":             {diary, "dateFrom=11/03/2026&dateTo=10/03/2026", 400, "less than"},
		"another form of date":      {diary, "dateFrom=2026-03-10&dateTo=2026-03-11", 400, "dd/mm/yyyy"},
		"another form of time":      {diary, day + "&timeFrom=9:00", 400, "hh:mm:ss"},
		"two days without page":     {diary, "dateFrom=10/03/2026&dateTo=12/03/2026", 400, "needs page"},
		"page 0":                    {diary, day + "&page=0", 400, "page"},
		"limit over 1000":           {diary, day + "&page=1&limit=1001", 400, "limit"},
		"limit without page":        {diary, day + "&limit=10", 400, "limit needs page"},
		"a flag that is none":       {diary, day + "&withOrdersTags=1", 400, "withOrdersTags"},
		"unknown orderSource":       {diary, day + "&orderSource=MAIL", 400, "orderSource"},
		"unknown bindTo":            {diary, day + "&bindTo=moon", 400, "bindTo"},
		"dates beside a phone":      {diary, day + "&phoneNumber.value=7", 400, "cannot stand beside"},
		"a time beside orderNumber": {diary, "orderNumber=1&timeFrom=10:00:00", 400, "cannot stand beside"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, header, body := get(t, base, c.path, c.query)
			if status != c.status || !strings.Contains(body, c.says) || !strings.Contains(body, `"apiErrorData"`) {
				t.Errorf("%d %s, want %d with %q", status, body, c.status, c.says)
			}
			if got := header.Get("Content-Type"); !strings.HasPrefix(got, "application/json") {
				t.Errorf("Content-Type %q", got)
			}
		})
	}
}

func TestOtherMethodsAreRefused(t *testing.T) {
	t.Parallel()
	_, base := serve(t, Config{})
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+diary, nil)
	if err != nil {
		t.Fatal(err)
	}
	if status, _, body := do(t, req); status != http.StatusMethodNotAllowed {
		t.Errorf("%d %s", status, body)
	}
}

func TestFormsOfRefusal(t *testing.T) {
	t.Parallel()
	for form, want := range map[ErrorForm]struct {
		status int
		says   string
	}{
		ErrorJSON: {403, `{"data":{"apiErrorData":{"errorCode":403,`},
		ErrorHTML: {403, "<h1>Forbidden</h1>"},
		ErrorSoft: {200, `"errorCode":403`},
	} {
		_, base := serve(t, Config{Errors: form})
		if status, _, body := get(t, base, diary, "clientApiId=x"); status != want.status || !strings.Contains(body, want.says) {
			t.Errorf("%q: %d %s", form, status, body)
		}
	}
}

func TestSitesAndNode(t *testing.T) {
	t.Parallel()
	_, base := serve(t, Config{Sites: []int64{777}, NodeID: 4})
	if status, _, body := get(t, base, "/calls-service/RestAPI/777/orders-diary/orders", "orderNumber=1"); status != 200 || body != "[]" {
		t.Errorf("second site: %d %s", status, body)
	}
	if status, _, body := get(t, base, "/calls-service/RestAPI/12345/getnodeid/", "clientApiId="); status != 200 || body != `{"nodeId":4}` {
		t.Errorf("getnodeid: %d %s", status, body)
	}
}
