package main

import (
	"context"
	"errors"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/callrequests"
)

func tourCallRequests(ctx context.Context, at *places) error {
	title("CS-Cart call requests")
	service := callrequests.New(at.shop)

	page, err := service.List(ctx, callrequests.WithStatus(callrequests.StatusNew), callrequests.PerPage(5))
	if errors.Is(err, quartet.ErrNotFound) {
		say("The store's add-on for call requests is off.")
		return nil
	} else if err != nil {
		return err
	}
	say("Who of %d waits for a call:", page.Params.TotalItems)
	rows := [][]any{}
	for _, r := range page.CallRequests {
		rows = append(rows, []any{r.RequestID, r.Timestamp, r.Name, r.Phone, r.TimeFrom + "–" + r.TimeTo})
	}
	table(rows...)

	byStatus := map[callrequests.Status]int{}
	for r, err := range service.All(ctx, callrequests.PerPage(250)) {
		if err != nil {
			return err
		}
		byStatus[r.Status]++
	}
	say("A walk over all of them: %d new, %d in progress, %d completed, %d without an answer.",
		byStatus[callrequests.StatusNew], byStatus[callrequests.StatusInProgress],
		byStatus[callrequests.StatusCompleted], byStatus[callrequests.StatusNoAnswer])

	if at.writes {
		if err := writeCallRequest(ctx, service); err != nil {
			return err
		}
	}
	_, err = service.Create(ctx, callrequests.Draft{Name: "Nobody"})
	say("A request without phone and e-mail is not even sent: %t\n  %v", errors.Is(err, quartet.ErrInvalid), err)
	return nil
}

// writeCallRequest creates a call request, reads it, changes it and deletes it.
func writeCallRequest(ctx context.Context, service *callrequests.Service) error {
	created, err := service.Create(ctx, callrequests.Draft{
		Name: "Ada Lovelace", Phone: "+1 555 010 0199", TimeFrom: "9:00", TimeTo: "10:00",
	})
	if err != nil {
		return err
	}
	r, err := service.Get(ctx, created.RequestID)
	if err != nil {
		return err
	}
	say("Created call request %d of %s,", r.RequestID, r.Name)
	if err := service.Update(ctx, r.RequestID, callrequests.Update{
		Status: new(callrequests.StatusCompleted), Notes: quartet.Set("Called back"),
	}); err != nil {
		return err
	}
	if err := service.Delete(ctx, r.RequestID); err != nil {
		return err
	}
	say("  completed it and deleted it.")
	return nil
}
