// Package bench measures the decoder against encoding/json and others. It is a
// module of its own, so that the library does not depend on what it is measured
// against.
package bench

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// A writer of documents: the same seed gives the same text.
type writer struct {
	bytes.Buffer
	random *rand.Rand
	ascii  bool // non-ASCII as \uXXXX and "/" as "\/", as PHP writes them
}

func newWriter(seed uint64, ascii bool) *writer {
	return &writer{random: rand.New(rand.NewPCG(seed, 1)), ascii: ascii}
}

var (
	russianNames = []string{"Анна Петрова", "Павел", "Елена Смирнова", "Олег", "Мария", "Иван Сергеевич Кузнецов", "Дмитрий", "Ольга"}
	latinNames   = []string{"George", "Smith", "Anna", "O'Neil", "Maria", "Lee", "Nills", "John", "Doe"}
	statuses     = []string{"P", "C", "O", "F", "D", "B", "I", "Y"}
	stages       = []string{"start", "in_work", "final", "lost"}
)

func (w *writer) f(format string, args ...any) { fmt.Fprintf(w, format, args...) }
func (w *writer) n(from, to int) int           { return from + w.random.IntN(to-from) }
func (w *writer) maybe(percent int) bool       { return w.random.IntN(100) < percent }
func (w *writer) one(of []string) string       { return of[w.random.IntN(len(of))] }
func (w *writer) money(limit int) string {
	return fmt.Sprintf("%d.%02d", w.n(0, limit), w.n(0, 100))
}

// text is s as a JSON string.
func (w *writer) text(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a string cannot fail
	quoted := strings.TrimSpace(b.String())
	if !w.ascii {
		return quoted
	}
	ascii := strings.Trim(strconv.QuoteToASCII(s), `"`)
	return `"` + strings.ReplaceAll(ascii, "/", `\/`) + `"`
}

// orNull is the string s, or null in so many of a hundred cases.
func (w *writer) orNull(percent int, s string) string {
	if w.maybe(percent) {
		return "null"
	}
	return w.text(s)
}

func (w *writer) date() string {
	return fmt.Sprintf("%02d/%02d/%d", w.n(1, 29), w.n(1, 13), w.n(2017, 2026))
}

func (w *writer) moment() string {
	return fmt.Sprintf("%s %02d:%02d:%02d", w.date(), w.n(0, 24), w.n(0, 60), w.n(0, 60))
}

// DealPage is a page of n deals as Calltouch sends it.
func DealPage(seed uint64, n int) []byte {
	w := newWriter(seed, false)
	w.f(`{"page":1,"pageTotal":4,"pageSize":%d,"recordsTotal":%d,"records":[`, n, 4*n)
	for i := range n {
		if i > 0 {
			w.WriteByte(',')
		}
		w.deal(i)
	}
	w.f(`]}`)
	return w.Bytes()
}

func (w *writer) deal(i int) {
	number := strconv.Itoa(7_800_000 + i)
	w.f(`{"client":{"phones":"7%d","fio":%s,"emails":%s},`, w.n(3_000_000_000, 6_000_000_000), w.orNull(40, w.one(russianNames)), w.orNull(50, fmt.Sprintf("user%d@email.ru", i)))
	if w.maybe(20) {
		w.f(`"completedAmount":null,"completedDate":null,`)
	} else {
		w.f(`"completedAmount":%s,"completedDate":"%s",`, w.money(90_000), w.date())
	}
	w.f(`"createdDate":"%s","isDeleted":%v,"manager":%s,`, w.moment(), w.maybe(10), w.orNull(50, w.one(russianNames)))
	w.f(`"orderDate":"%s","orderNumber":"%s",`, w.moment(), number)
	if w.maybe(50) {
		w.f(`"orderSource":{"requestNumber":"%d","type":"REQUEST"},`, 5_231_705+i)
	} else {
		w.f(`"orderSource":{"callId":%d,"duration":%d,"phoneNumber":"7499%d","type":"CALL","ani":"7495%d","dateCall":"%s"},`,
			32_949_496+i, w.n(1, 600), w.n(1_000_000, 9_999_999), w.n(1_000_000, 9_999_999), w.moment())
	}
	w.f(`"orderStatus":"%s","plannedAmount":%d,"service":%s,`, w.one(stages), w.n(1000, 99_999), w.orNull(50, "AmoCRM"))
	switch w.n(0, 3) {
	case 0:
		w.f(`"tags":null,`)
	case 1:
		w.f(`"tags":["tag1","tag2"],`)
	}
	if w.maybe(25) {
		w.f(`"visit":{"utmSource":null,"utmTerm":null,"utmContent":null,"visitDate":null,"utmMedium":null,"source":null,"medium":null,"keyword":null,"utmCampaign":null},`)
	} else {
		w.f(`"visit":{"utmSource":"%s","utmTerm":"","utmContent":"","visitDate":"%s","utmMedium":"","source":"(direct)","medium":"(none)","keyword":"(not set)","utmCampaign":"%s"},`,
			w.one([]string{"google", "yandex", ""}), w.moment(), w.one([]string{"brand_spb", "camp_1", ""}))
	}
	w.f(`"funnel":"Новые продажи","currencyCode":"RUB","margin":%d,"orderLink":"https://example.ru/%s","orderName":"Поставка оборудования"`, w.n(10, 100), number)
	if w.maybe(35) {
		w.f(`,"products":[`)
		for p := range w.n(1, 3) {
			if p > 0 {
				w.WriteByte(',')
			}
			w.f(`{"name":"Кабель силовой","brand":"Завод проводов","category":"Кабели, провода","variant":"%d м","price":%s,"quantity":%d,"revenue":%s,"externalId":"%d","margin":%s}`,
				w.n(1, 9), w.money(5000), w.n(1, 6), w.money(20_000), w.n(90_000_000, 99_999_999), w.money(900))
		}
		w.WriteByte(']')
	}
	w.WriteByte('}')
}

// OrderList is a list of n orders as CS-Cart sends it.
func OrderList(seed uint64, n int) []byte {
	w := newWriter(seed, true)
	w.f(`{"orders":[`)
	for i := range n {
		if i > 0 {
			w.WriteByte(',')
		}
		names := latinNames
		if w.maybe(20) {
			names = russianNames
		}
		w.f(`{"order_id":"%d","issuer_id":%s,"user_id":"%d","is_parent_order":"N","parent_order_id":"0","company_id":"1","timestamp":"%d",`,
			9700+i, w.orNull(80, "1"), w.n(1, 9999), w.n(1_480_000_000, 1_760_000_000))
		w.f(`"firstname":%s,"lastname":%s,"email":"user%d@example.com","phone":"%s","status":"%s","total":"%s","invoice_id":null,"credit_memo_id":null,"points":null}`,
			w.text(w.one(names)), w.text(w.one(latinNames)), i, w.one([]string{"", "+1 646-386-3600"}), w.one(statuses), w.money(9000))
	}
	w.f(`],"params":{"page":1,"items_per_page":"%d","ajax_custom":"1","include_incompleted":false,"sort_order":"desc","sort_by":"date","sort_order_rev":"asc","total_items":"6400"}}`, n)
	return w.Bytes()
}
