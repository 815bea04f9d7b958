// Tracing shows each attempt as a span of OpenTelemetry: otelhttp as a
// middleware. It runs on the sandbox and prints the spans.
//
//	go run .
package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"os"

	"go.opentelemetry.io/contrib/instrumentation/net/http/httptrace/otelhttptrace"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/exporters/stdout/stdouttrace"
	"go.opentelemetry.io/otel/sdk/trace"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/orders"
	"github.com/quartetgo/quartet/sandbox"
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "tracing:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	exporter, err := stdouttrace.New(stdouttrace.WithPrettyPrint())
	if err != nil {
		return err
	}
	provider := trace.NewTracerProvider(trace.WithSyncer(exporter))
	defer func() { _ = provider.Shutdown(ctx) }()
	sb, err := sandbox.Start()
	if err != nil {
		return err
	}
	defer sb.Close()
	_, err = orders.New(sb.CSCartClient(tracing(provider))).Get(ctx, 1)
	return err
}

// tracing makes a span of each attempt, with the steps of its connection. The
// middleware sits above the credential: no span shows it.
func tracing(provider *trace.TracerProvider) quartet.Option {
	return quartet.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return otelhttp.NewTransport(next, otelhttp.WithTracerProvider(provider),
			otelhttp.WithClientTrace(func(ctx context.Context) *httptrace.ClientTrace {
				return otelhttptrace.NewClientTrace(ctx, otelhttptrace.WithTracerProvider(provider))
			}))
	})
}
