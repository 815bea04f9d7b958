// Command quartet-sandbox serves the three vendors of the sandbox on ports, for
// programs in any language.
//
//	quartet-sandbox -cscart-port 8081 -calltouch-port 8082 -open2b-port 8083 -admin-port 8084
//
// It prints where they listen and the credentials they take, and runs until it is
// interrupted. The admin port takes and answers JSON: see sandbox.Sandbox.Admin.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/quartetgo/quartet/sandbox"
)

func main() {
	err := run(untilInterrupted(), os.Args[1:], os.Stdout, os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "quartet-sandbox:", err) //nolint:errcheck // there is nowhere else to tell
		os.Exit(1)
	}
}

// run serves until ctx ends.
func run(ctx context.Context, args []string, out, problems io.Writer) error {
	opts, adminAddress, err := options(args, problems)
	if err != nil {
		return err
	}
	sb, err := sandbox.Start(opts...)
	if err != nil {
		return err
	}
	defer sb.Close()
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", adminAddress)
	if err != nil {
		return fmt.Errorf("admin: %w", err)
	}
	admin := &http.Server{Handler: sb.Admin(), ReadHeaderTimeout: time.Minute}
	ended := make(chan error, 1)
	go func() { ended <- admin.Serve(listener) }()
	announce(out, sb.Describe(), "http://"+listener.Addr().String())

	select {
	case err := <-ended:
		return fmt.Errorf("admin: %w", err)
	case <-ctx.Done():
	}
	if err := admin.Close(); err != nil {
		return fmt.Errorf("admin: %w", err)
	}
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("admin: %w", err)
	}
	_, err = fmt.Fprintln(out, "\nstopped")
	return err
}

// options reads the command line.
func options(args []string, problems io.Writer) (opts []sandbox.Option, adminAddress string, err error) {
	flags := flag.NewFlagSet("quartet-sandbox", flag.ContinueOnError)
	flags.SetOutput(problems)
	host := flags.String("host", "127.0.0.1", "the address to listen at; anything but loopback shows the sandbox to others")
	ports := map[sandbox.Vendor]*int{
		sandbox.CSCart:    flags.Int("cscart-port", 8081, "the port of CS-Cart; 0 takes a free one"),
		sandbox.Calltouch: flags.Int("calltouch-port", 8082, "the port of Calltouch"),
		sandbox.Open2b:    flags.Int("open2b-port", 8083, "the port of Open2b"),
		sandbox.Elsewhere: flags.Int("elsewhere-port", 0, "the port where redirects lead"),
	}
	adminPort := flags.Int("admin-port", 8084, "the port of the admin endpoints")
	seed := flags.Uint64("seed", 0, "another data set; 0 is the default one")
	profile := flags.String("profile", "4.20.1", "the CS-Cart release: 4.2.3, 4.3.7, 4.13.2 or 4.20.1, with -mv for Multi-Vendor")
	sizes := map[string]*int{}
	for name, size := range map[string]int{"orders": 3000, "call-requests": 400, "deals": 20_000, "contacts": 1000} {
		sizes[name] = flags.Int(name, size, "how many "+name)
	}
	unlimited := flags.Bool("unlimited", false, "without the vendors' limits")
	latency := flags.Duration("latency", 0, "how long an answer takes at most")
	if err := flags.Parse(args); err != nil {
		return nil, "", err
	}
	if flags.NArg() > 0 {
		return nil, "", fmt.Errorf("unknown argument %q", flags.Arg(0))
	}
	for name, size := range sizes {
		if *size < 0 {
			return nil, "", fmt.Errorf("-%s must not be negative", name)
		}
	}
	opts = []sandbox.Option{
		sandbox.WithProfile(*profile),
		sandbox.WithCSCart(func(c *sandbox.CSCartConfig) { c.Orders, c.CallRequests = *sizes["orders"], *sizes["call-requests"] }),
		sandbox.WithCalltouch(func(c *sandbox.CalltouchConfig) { c.Deals = *sizes["deals"] }),
		sandbox.WithOpen2b(func(c *sandbox.Open2bConfig) { c.Contacts = *sizes["contacts"] }),
		sandbox.WithLatency(0, *latency),
	}
	for v, port := range ports {
		opts = append(opts, sandbox.WithAddress(v, net.JoinHostPort(*host, strconv.Itoa(*port))))
	}
	if *seed != 0 {
		opts = append(opts, sandbox.WithSeed(*seed))
	}
	if *unlimited {
		opts = append(opts, sandbox.Unlimited())
	}
	return opts, net.JoinHostPort(*host, strconv.Itoa(*adminPort)), nil
}

// announce prints addresses and credentials, which are good for this sandbox
// only.
func announce(out io.Writer, d sandbox.Description, admin string) {
	fmt.Fprintf(out, `CS-Cart %s  %s
  e-mail   %s
  API key  %s
Calltouch  %s
  token    %s
  site id  %d
Open2b     %s
  X-Key    %s
  customer %d
admin      %s
`, d.CSCart.Profile, d.CSCart.URL, d.CSCart.Email, d.CSCart.APIKey,
		d.Calltouch.URL, d.Calltouch.Token, d.Calltouch.SiteID,
		d.Open2b.URL, d.Open2b.Key, d.Open2b.Customer, admin) //nolint:errcheck // as in main
}
