package main

import (
	"context"
	"errors"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/contacts"
)

func tourContacts(ctx context.Context, at *places) error {
	title("Open2b contacts")
	service := contacts.New(at.commerce)

	page, err := service.Find(ctx, contacts.OrderBy(contacts.FieldName, quartet.Asc), contacts.Limit(5))
	if err != nil {
		return err
	}
	say("The first by name:")
	rows := [][]any{}
	for _, c := range page.Contacts {
		rows = append(rows, []any{c.ID, c.Name, c.Phone, c.Email})
	}
	table(rows...)

	count, withoutEmail := 0, 0
	for c, err := range service.All(ctx, contacts.Fields(contacts.FieldEmail)) {
		if err != nil {
			return err
		}
		count++
		if c.Email == "" {
			withoutEmail++
		}
	}
	say("A walk over %d contacts: %d have no e-mail.", count, withoutEmail)

	if len(page.Contacts) == 0 {
		return nil
	}
	first := page.Contacts[0]
	if first.Customer != 0 {
		siblings, err := service.Count(ctx, contacts.OfCustomer(first.Customer))
		if err != nil {
			return err
		}
		say("Customer %d has %d of them.", first.Customer, siblings)
	}
	if at.writes {
		if err := writeContact(ctx, service, first.Customer); err != nil {
			return err
		}
		_, err = service.Create(ctx, contacts.Draft{Customer: 2_000_000_000, Name: "Nobody"})
		var failed *quartet.Error
		if errors.As(err, &failed) {
			say("The vendor's own errors come with field and type, here %s and %s:\n  %v", failed.Field, failed.Type, err)
		}
	}
	return nil
}

// writeContact creates a contact, reads it, changes it and deletes it.
func writeContact(ctx context.Context, service *contacts.Service, customer int64) error {
	created, err := service.Create(ctx, contacts.Draft{
		Customer: customer, Name: "Ada Lovelace", Email: quartet.Set("ada@example.com"),
	})
	if err != nil {
		return err
	}
	say("Created contact %d,", created.ID)
	if err := service.Update(ctx, created.ID, contacts.Update{
		Phone: new("+1 555 0199"), Email: quartet.Null[string](),
	}); err != nil {
		return err
	}
	c, err := service.Get(ctx, created.ID)
	if err != nil {
		return err
	}
	say("  gave it the phone %s, took its e-mail away (%q),", c.Phone, c.Email)
	if err := service.Delete(ctx, created.ID); err != nil {
		return err
	}
	say("  and deleted it.")
	return nil
}
