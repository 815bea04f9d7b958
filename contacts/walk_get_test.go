package contacts_test

import (
	"fmt"
	"iter"
	"testing"

	"github.com/quartetgo/quartet/contacts"
	"github.com/quartetgo/quartet/internal/paging/pagingtest"
	"github.com/quartetgo/quartet/sandbox"
)

func TestACallInsideALoopNeverBlocks(t *testing.T) {
	t.Parallel()
	pagingtest.CallInLoop(t, func(t *testing.T, slow pagingtest.Slow) (iter.Seq2[contacts.Contact, error], func(contacts.Contact) error) {
		sb := sandbox.New(t, sandbox.InMemory(), sandbox.Unlimited(), sandbox.WithOpen2b(func(c *sandbox.Open2bConfig) { c.Contacts = pagingtest.InLoop }))
		svc := contacts.New(sb.Open2bClient(slow(sb.Open2b.Handler)...))
		return svc.All(t.Context(), contacts.PerPage(7), contacts.Prefetch(8)), func(c contacts.Contact) error {
			got, err := svc.Get(t.Context(), c.ID)
			if err == nil && got.ID != c.ID {
				err = fmt.Errorf("got %d for %d", got.ID, c.ID)
			}
			return err
		}
	})
}
