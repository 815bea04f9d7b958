// Package ordersdiary reads the journal of deals of a Calltouch account.
//
//	account, err := quartet.NewCalltouch(token)
//	…
//	journal := ordersdiary.New(account, 12345)
//	for deal, err := range journal.All(ctx, ordersdiary.Between(from, to), ordersdiary.AllOrigins()) {
//		…
//	}
//
// The vendor's page is https://www.calltouch.ru/support/api-metod-vygruzki-zhurnala-sdelok/
// (in Russian). Two of its defaults leave deals out: without AllOrigins only
// deals created through the API are given, and WithComments reads like a filter.
//
// The vendor's dates carry no zone. They are written and read in the client's
// Location: Europe/Moscow, the vendor's home, unless quartet.WithLocation says
// otherwise.
package ordersdiary

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
	"github.com/quartetgo/quartet/internal/paging"
)

const serviceName = "ordersdiary"

// Service is the journal of one site. It is safe for concurrent use.
type Service struct {
	client  *quartet.Calltouch
	siteID  int64
	options []quartet.CallOption
}

// New is the journal of the site with this id, which the account shows under its
// API settings. With an id below 1 every call is an ErrInvalid.
func New(client *quartet.Calltouch, siteID int64) *Service {
	return &Service{client: client, siteID: siteID}
}

// With is a copy of the service whose calls are made with these options, added
// to those it has already.
func (s *Service) With(options ...quartet.CallOption) *Service {
	return &Service{client: s.client, siteID: s.siteID, options: slices.Concat(s.options, options)}
}

// answer is one answer of the journal; a Page without deals goes with its rows.
type answer = paging.Answer[Page]

// fetch makes one call and leaves its deals undecoded.
func (s *Service) fetch(ctx context.Context, op string, p params, buf []byte) (got answer, err error) {
	err = s.call(ctx, op, p, buf, func(r *quartet.Response) error {
		got, err = s.read(r.Body)
		return err
	})
	return got, err
}

// call makes one call. The answer is read into buf if it fits.
func (s *Service) call(ctx context.Context, op string, p params, buf []byte, read func(*quartet.Response) error) error {
	_, err := s.client.Do(ctx, quartet.Request{
		Service: serviceName, Op: op,
		Route:  "calls-service/RestAPI/{site_id}/orders-diary/orders",
		Method: http.MethodGet,
		Path:   []string{"calls-service", "RestAPI", strconv.FormatInt(s.siteID, 10), "orders-diary", "orders"},
		Query:  p.values(),
		Class:  quartet.ClassRead,
		Buffer: buf,
		Decode: read,
	}, s.options...)
	return err
}

// read reads either form of an answer: an object with counts, where a page was
// asked for, or the bare list. What has neither counts nor deals is an empty
// journal only when it is an empty list and nothing else.
func (s *Service) read(body []byte) (got answer, err error) {
	got = answer{Total: -1, Body: body}
	if isList(body) {
		err = codec.Unmarshal(body, &got.Rows, s.codec())
		return got, err
	}
	type pageAnswer struct {
		Page         *int          `json:"page"`
		PageTotal    int           `json:"pageTotal"`
		PageSize     int           `json:"pageSize"`
		RecordsTotal *int64        `json:"recordsTotal"`
		Records      codec.Records `json:"records"`

		Extra map[string]json.RawMessage `json:"-" codec:"extra"`
	}
	var envelope pageAnswer
	if err := codec.Unmarshal(body, &envelope, s.codec()); err != nil {
		return got, err
	}
	rows, counted := envelope.Records, envelope.Page != nil || envelope.RecordsTotal != nil
	if !counted && (rows == nil || len(rows) == 0 && len(envelope.Extra) > 0) {
		return got, errors.New("the answer holds neither deals nor counts")
	}
	got.Attached = Page{PageTotal: envelope.PageTotal, PageSize: envelope.PageSize}
	if envelope.Page != nil {
		got.Attached.Number = *envelope.Page
	}
	if envelope.RecordsTotal != nil {
		got.Attached.RecordsTotal = *envelope.RecordsTotal
		got.Total = int(*envelope.RecordsTotal)
	}
	got.Page, got.Size, got.Rows = got.Attached.Number, envelope.PageSize, rows
	return got, nil
}

// isList reports whether the text is a bare list.
func isList(text []byte) bool {
	text = bytes.TrimLeft(text, "\ufeff \t\r\n")
	return len(text) > 0 && text[0] == '['
}

// decode reads a row into a deal.
func (s *Service) decode(row codec.Record, d *Deal) error {
	return s.client.Settings().Mask(row.Unmarshal(d, s.codec()))
}

func (s *Service) codec() codec.Options {
	settings := s.client.Settings()
	return codec.Options{Location: settings.Location, Unknown: settings.UnknownField}
}
