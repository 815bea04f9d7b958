//go:build unix

package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// hangs makes this program one that is interrupted and does not end.
const hangs = "QUARTET_SANDBOX_HANGS"

func init() {
	if os.Getenv(hangs) == "" {
		return
	}
	ctx := untilInterrupted()
	fmt.Println("runs")
	<-ctx.Done()
	fmt.Println("interrupted")
	select {}
}

// The first interrupt asks the command to end, the second one kills it.
func TestSecondInterruptKills(t *testing.T) {
	t.Parallel()
	for _, sent := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		command := exec.CommandContext(t.Context(), os.Args[0])
		command.Env = append(os.Environ(), hangs+"=1")
		out, err := command.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for _, want := range []string{"runs", "interrupted"} {
			if !lines.Scan() || lines.Text() != want {
				t.Fatalf("%v: it says %q, want %q", sent, lines.Text(), want)
			}
			if err := command.Process.Signal(sent); err != nil {
				t.Fatal(err)
			}
		}
		var exit *exec.ExitError
		if err := command.Wait(); !errors.As(err, &exit) {
			t.Fatalf("%v: %v, want a death by the signal", sent, err)
		}
		if status := exit.Sys().(syscall.WaitStatus); !status.Signaled() || status.Signal() != sent {
			t.Errorf("%v: it ended with %v", sent, exit)
		}
	}
}
