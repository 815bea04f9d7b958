package transport

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"time"
)

// Limiter grants one permit per call of Wait. *rate.Limiter is one.
type Limiter interface{ Wait(context.Context) error }

// Gate is what every attempt passes before it is sent: a place among those in
// flight, a permit of the rate, and the pause that a server asked for. Clients
// that share a Gate share all three.
type Gate struct {
	places  chan struct{}
	limiter Limiter
	until   atomic.Int64 // end of the pause, in Unix nanoseconds; 0 for none
}

// NewGate is a Gate with a cap on what is in flight and a limiter of the rate.
func NewGate(limiter Limiter, inFlight int) *Gate {
	return &Gate{limiter: limiter, places: make(chan struct{}, inFlight)}
}

// InFlight is the cap.
func (g *Gate) InFlight() int { return cap(g.places) }

// maxPause bounds the pause that one answer can ask of everybody.
const maxPause = 24 * time.Hour

// enter waits for a place (in order of arrival), then for a permit. If a pause
// is on by then, it is waited out and a new permit taken, so that its end is no
// burst; one that lasts longer than this caller may wait refuses it at once. The time spent is returned with or without an error. After nil, leave
// must be called.
func (g *Gate) enter(ctx context.Context, longest time.Duration) (time.Duration, error) {
	start := time.Now()
	if err := tooLong(ctx, g.pauseLeft(), longest); err != nil {
		return 0, err
	}
	select {
	case g.places <- struct{}{}:
	default:
		select {
		case g.places <- struct{}{}:
		case <-ctx.Done():
			return time.Since(start), ended(ctx)
		}
	}
	permitted := false
	defer func() {
		if !permitted { // refused, or the limiter panicked
			g.leave()
		}
	}()
	if err := g.permit(ctx, longest); err != nil {
		return time.Since(start), err
	}
	permitted = true
	return time.Since(start), nil
}

// leave gives the place back.
func (g *Gate) leave() { <-g.places }

// permit waits for a permit that is taken outside any pause.
func (g *Gate) permit(ctx context.Context, longest time.Duration) error {
	for {
		if err := g.limiter.Wait(ctx); err != nil {
			return limitError(ctx, err)
		}
		if ctx.Err() != nil { // a limiter of the user's own may not look at it
			return ended(ctx)
		}
		left := g.pauseLeft()
		if left <= 0 {
			return nil
		}
		if err := tooLong(ctx, left, longest); err != nil {
			return err
		}
		if err := sleep(ctx, left); err != nil {
			return err
		}
	}
}

// tooLong refuses to wait for the end of a pause of which so much is left.
func tooLong(ctx context.Context, left, longest time.Duration) error {
	if left <= 0 {
		return nil
	}
	if left > longest {
		return &PausedError{For: left}
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= left {
		return fmt.Errorf("%w: %w", &PausedError{For: left}, context.DeadlineExceeded)
	}
	return nil
}

// pause makes every attempt wait until d from now. A longer pause that is on
// already stays. It is the server's wish, and no policy of the call that was told
// of it shortens it for the others.
func (g *Gate) pause(d time.Duration) {
	until := time.Now().Add(min(d, maxPause)).UnixNano()
	for {
		old := g.until.Load()
		if old >= until || g.until.CompareAndSwap(old, until) {
			return
		}
	}
}

func (g *Gate) pauseLeft() time.Duration {
	until := g.until.Load()
	if until == 0 {
		return 0
	}
	return time.Until(time.Unix(0, until))
}

// limitError makes the limiter's refusal of a wait beyond the deadline what it
// is: a deadline that cannot be met. rate.Limiter says it in words only.
func limitError(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil:
		return ended(ctx)
	case strings.Contains(err.Error(), "would exceed context deadline"):
		return fmt.Errorf("%w: %w (%w)", ErrLimit, err, context.DeadlineExceeded)
	default:
		return fmt.Errorf("%w: %w", ErrLimit, err)
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ended(ctx)
	}
}
