package paging

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
	"github.com/quartetgo/quartet/internal/paging/pagingtest"
)

// A small vendor for the contract: lists as JSON over a RoundTripper. An id can
// be read of a bad row, but the row cannot be decoded.
type (
	thing struct {
		ID  int64  `json:"id"`
		Bad string `json:"bad"`
	}
	things struct {
		Page  int           `json:"page"`
		Size  int           `json:"size"`
		Total int           `json:"total"`
		Rows  codec.Records `json:"rows"`
	}
)

func readThing(rec codec.Record, v *item) error {
	var row thing
	if err := json.Unmarshal(rec.Raw, &row); err != nil {
		return err
	}
	if row.Bad != "" {
		return fmt.Errorf("%w: %s", quartet.ErrMalformed, row.Bad)
	}
	*v = item{row.ID}
	return nil
}

func fetchThings(transport http.RoundTripper) func(context.Context, Window, []byte) (Answer[string], error) {
	return func(ctx context.Context, w Window, buf []byte) (Answer[string], error) {
		query := url.Values{}
		for name, n := range map[string]int{"page": w.Page, "size": w.Size, "offset": w.Offset, "after": int(w.After)} {
			query.Set(name, strconv.Itoa(n))
		}
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://example.com/?"+query.Encode(), nil)
		if err != nil {
			return Answer[string]{}, err
		}
		res, err := transport.RoundTrip(r)
		if err != nil {
			return Answer[string]{}, err
		}
		defer func() { _ = res.Body.Close() }()
		if res.StatusCode != http.StatusOK {
			return Answer[string]{}, &quartet.Error{StatusCode: res.StatusCode}
		}
		body, err := io.ReadAll(res.Body)
		if err != nil {
			return Answer[string]{}, err
		}
		var a things
		body = append(buf, body...)
		err = codec.Unmarshal(body, &a, codec.Options{})
		return Answer[string]{Page: a.Page, Size: a.Size, Total: a.Total, Rows: a.Rows, Body: body}, err
	}
}

// answerThings answers in the addressing and order of a walk.
func answerThings(mode Addressing, desc bool) func(r *http.Request, n int, bad []int64) string {
	return func(r *http.Request, n int, bad []int64) string {
		number := func(name string) int {
			v, _ := strconv.Atoi(r.URL.Query().Get(name))
			return v
		}
		page, size := number("page"), number("size")
		offset := map[Addressing]int{PageNumber: (page - 1) * size, Offset: number("offset"), AfterKey: number("after")}[mode]
		rows := []thing{}
		for i := offset; i < min(n, offset+size); i++ {
			row := thing{ID: int64(i + 1)}
			if desc {
				row.ID = int64(n - i)
			}
			if slices.Contains(bad, row.ID) {
				row.Bad = "yes"
			}
			rows = append(rows, row)
		}
		text, _ := json.Marshal(map[string]any{"page": page, "size": size, "total": n, "rows": rows})
		return string(text)
	}
}

func thingID(it item) int64 { return it.ID }

func TestContractByID(t *testing.T) {
	t.Parallel()
	for name, mode := range map[string]Addressing{"pages": PageNumber, "offset": Offset, "key": AfterKey} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pagingtest.Contract(t, pagingtest.Subject[item]{
				ID: thingID, Answer: answerThings(mode, false),
				All: func(_ *testing.T, transport http.RoundTripper, s pagingtest.Settings) func(context.Context) iter.Seq2[item, error] {
					return ByID(thingList(mode, transport), contractOptions(s)).All
				},
			})
		})
	}
}

func TestContractInOrder(t *testing.T) {
	t.Parallel()
	for name, mode := range map[string]Addressing{"pages": PageNumber, "offset": Offset} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pagingtest.Contract(t, pagingtest.Subject[item]{
				ID: thingID, Answer: answerThings(mode, false),
				All: func(_ *testing.T, transport http.RoundTripper, s pagingtest.Settings) func(context.Context) iter.Seq2[item, error] {
					return InOrder(thingList(mode, transport), contractOptions(s)).All
				},
			})
		})
	}
}

func TestContractByTime(t *testing.T) {
	t.Parallel()
	pagingtest.Contract(t, pagingtest.Subject[item]{
		ID: thingID, Answer: answerThings(PageNumber, false),
		All: func(_ *testing.T, transport http.RoundTripper, s pagingtest.Settings) func(context.Context) iter.Seq2[item, error] {
			d := Days[item]{
				From: first, To: first.Add(10 * time.Hour),
				Key: func(b []byte, it *item) ([]byte, bool) { return strconv.AppendInt(b, it.ID, 10), true },
			}
			return ByTime(thingList(PageNumber, transport), d, contractOptions(s)).All
		},
	})
}

func thingList(mode Addressing, transport http.RoundTripper) List[item, string] {
	return List[item, string]{
		Service: "things", Op: "All", Query: "things", Addressing: mode,
		Fetch: fetchThings(transport), ID: readID, Decode: readThing,
	}
}

func contractOptions(s pagingtest.Settings) Options {
	return Options{PerPage: s.PerPage, Prefetch: s.Prefetch, From: s.From, Progress: s.Progress}
}
