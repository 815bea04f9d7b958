package calltouch

import (
	"fmt"
	"math/rand/v2"
	"strconv"

	"github.com/quartetgo/quartet/sandbox/internal/data"
)

var (
	statuses  = []string{"start", "in_work", "final", "lost", "Новая сделка", "Счёт выставлен"}
	funnels   = []string{"Розница", "Опт", "Wholesale"}
	tagNames  = []string{"срочно", "VIP", "повторный", "wholesale", "call back", "Лид Самара"}
	campaigns = []string{"brand_spb", "retarget", "", "spring-sale"}
	comments  = []string{"Перезвонить после 18:00", "Wants delivery to the door", "Просил счёт", "Paid in cash / no receipt"}
)

// deal makes deal i of the data set.
func (d dataset) deal(i int) *Deal {
	f := d.facts(i)
	r := data.Rand(d.seed, uint64(i))
	who := d.client(f.client)
	deal := &Deal{
		ID: f.id, OrderDate: d.time(f.order), CreatedDate: d.time(f.created),
		UpdatedDate: d.time(f.updated), StatusDate: d.time(f.created + (f.updated-f.created)/2),
		Origin: f.origin, Manager: f.manager, Service: f.service,
		Status: data.Pick(r, statuses), Funnel: data.Pick(r, funnels), Currency: "RUB", IsDeleted: r.IntN(40) == 0,
		Planned: amount(r), Margin: strconv.Itoa(r.IntN(100)), Phone: who.Phone, form: f.bits,
	}
	if f.comment {
		deal.Comment = data.Pick(r, comments)
	}
	if d.config.Beliefs.MissingOrderDate && f.origin == OriginManual {
		deal.OrderDate = d.time(0)
	}
	if r.IntN(4) > 0 && f.service != "" {
		deal.OrderNumber = fmt.Sprintf("%s-%d", deal.Service[:3], f.id)
		deal.Link, deal.Name = "https://crm.example.com/deals/"+deal.OrderNumber, "Сделка "+deal.OrderNumber
	}
	if r.IntN(3) > 0 {
		deal.FIO = who.Name()
	}
	if r.IntN(2) > 0 {
		deal.Email = who.Email
	}
	if r.IntN(3) == 0 {
		deal.Completed, deal.CompletedDate = amount(r), deal.UpdatedDate
	}
	deal.Source = d.source(f, deal, r)
	deal.Visit = d.visit(f, r)
	for n := r.IntN(4); n > 0; n-- {
		deal.Tags = append(deal.Tags, data.Pick(r, tagNames))
	}
	if r.IntN(3) == 0 {
		deal.Products = products(r)
	}
	if r.IntN(5) == 0 {
		deal.Custom = map[string]string{"grossprofit": data.Money(r, 100, 900_00), "Регион": who.City}
	}
	return deal
}

// amount is a sum without cents as often as with them.
func amount(r *rand.Rand) string {
	if r.IntN(2) == 0 {
		return strconv.Itoa(1000 * (1 + r.IntN(90)))
	}
	return data.Money(r, 100_00, 90_000_00)
}

func (d dataset) source(f facts, deal *Deal, r *rand.Rand) *Source {
	switch f.kind {
	case "":
		return nil
	case "REQUEST":
		return &Source{Type: "REQUEST", RequestNumber: 5_200_000 + f.id - firstID}
	}
	return &Source{
		Type: f.kind, CallID: 32_900_000 + f.id - firstID, Duration: int64(r.IntN(600)),
		PhoneNumber: fmt.Sprintf("74950%06d", r.IntN(20)), ANI: deal.Phone, Date: deal.OrderDate,
	}
}

// visit is nil (a lead without a source) in one of ten cases, and an object of
// nulls now and then: the vendor's document shows both.
func (d dataset) visit(f facts, r *rand.Rand) *Visit {
	if f.visit == 0 {
		if r.IntN(2) == 0 {
			return &Visit{Empty: true}
		}
		return nil
	}
	v := &Visit{Date: d.time(f.visit), Source: "(direct)", Medium: "(none)", Keyword: "(not set)"}
	if r.IntN(2) == 0 {
		v.Source, v.Medium, v.Keyword = data.Pick(r, []string{"yandex", "google"}), "cpc", "кабель usb купить"
		v.UTMSource, v.UTMMedium, v.UTMCampaign = v.Source, "cpc", data.Pick(r, campaigns)
		v.UTMContent, v.Term = "banner/1", v.Keyword
	}
	return v
}

func products(r *rand.Rand) []Product {
	var list []Product
	for n := 1 + r.IntN(3); n > 0; n-- {
		p := data.Pick(r, data.Products())
		quantity := int64(1 + r.IntN(5))
		list = append(list, Product{
			Name: p.Name, Brand: p.Brand, Category: p.Category, Variant: p.Variant,
			Price: p.Price, Quantity: quantity, Revenue: times(p.Price, quantity),
			Margin: data.Money(r, 100, 100_00), ExternalID: p.Code,
		})
	}
	return list
}

// times multiplies an amount with two decimals.
func times(price string, n int64) string {
	whole, cents := price[:len(price)-3], price[len(price)-2:]
	v, err := strconv.ParseInt(whole+cents, 10, 64)
	if err != nil {
		panic(err) // the catalogue's prices have two decimals
	}
	return data.Cents(v * n)
}
