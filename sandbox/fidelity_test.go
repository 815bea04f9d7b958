package sandbox_test

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet/sandbox"
)

var update = flag.Bool("update", false, "write docs/fidelity.md")

// standing is how a fact is known.
type standing string

const (
	documented standing = "documented" // by the vendor
	captured   standing = "captured"   // in an answer of a live server
	observed   standing = "observed"   // in the releases that the fact names, or in all profiles
	believed   standing = "believed"   // of one client of the vendor, or inferred
	assumed    standing = "assumed"    // nobody tells, and the sandbox had to do something
)

// fact is what a vendor does, and the test that the sandbox does it. The list of
// facts is the table in docs/fidelity.md.
type fact struct {
	id     string // the name of its test
	known  standing
	says   string
	how    string // how the sandbox does it; so, when empty
	toggle string // what switches it on; empty: it is the default
	shows  func(*trial)
}

// does is how the sandbox does it.
func (f fact) does() string {
	switch {
	case f.how != "":
		return f.how
	case f.toggle != "":
		return "when switched on"
	}
	return "so"
}

// section is the facts on one subject.
type section struct {
	title string
	facts []fact
}

// vendorFacts is what is known of a vendor.
type vendorFacts struct {
	name, test string
	sections   []section
}

var fidelity = []vendorFacts{
	{"CS-Cart", "TestFidelityCSCart", []section{
		{"Access", cscartAccess}, {"Errors", cscartErrors}, {"Types", cscartTypes}, {"Orders", cscartOrders},
		{"Products, rows and call requests", cscartRecords}, {"Lists and paging", cscartLists}, {"Sorting and filters", cscartFilters},
		{"Creating", cscartCreates}, {"Changing and deleting", cscartChanges},
	}},
	{"Calltouch", "TestFidelityCalltouch", []section{
		{"Access", calltouchAccess}, {"Parameters", calltouchQueries}, {"Answers", calltouchAnswers},
	}},
	{"Open2b", "TestFidelityOpen2b", []section{
		{"Access", open2bAccess}, {"Reading", open2bReads}, {"Writing", open2bWrites},
	}},
}

func TestFidelityCSCart(t *testing.T)    { t.Parallel(); showAll(t, fidelity[0]) }
func TestFidelityCalltouch(t *testing.T) { t.Parallel(); showAll(t, fidelity[1]) }
func TestFidelityOpen2b(t *testing.T)    { t.Parallel(); showAll(t, fidelity[2]) }

// showAll runs the test of each fact. One that asserts nothing is no test.
func showAll(t *testing.T, v vendorFacts) {
	t.Helper()
	if v.test != t.Name() {
		t.Errorf("the facts of %s name %s, they are shown by %s", v.name, v.test, t.Name())
	}
	n := 0
	for _, s := range v.sections {
		for _, f := range s.facts {
			n++
			t.Run(f.id, func(t *testing.T) {
				t.Parallel()
				s := &trial{T: t}
				f.shows(s)
				if s.checks == 0 {
					t.Error("nothing was checked")
				}
			})
		}
	}
	t.Logf("%s: %d facts, each with its test", v.name, n)
}

// Every fact is told once, and no belief is the default without a word on why.
func TestFidelityRows(t *testing.T) {
	t.Parallel()
	rows := 0
	for _, v := range fidelity {
		seen := map[string]bool{}
		for _, s := range v.sections {
			for _, f := range s.facts {
				rows++
				name := v.name + ", " + f.id
				if f.id == "" || f.says == "" || seen[f.id] || strings.ContainsAny(f.id, " /") || strings.Contains(f.says+f.how+f.toggle, "|") {
					t.Errorf("%s: id %q must be there once, without blanks, and the text without bars: %q", name, f.id, f.says)
				}
				seen[f.id] = true
				switch f.known {
				case documented, captured, observed, assumed:
				case believed:
					if f.toggle == "" && !strings.HasPrefix(f.how, "default: ") {
						t.Errorf("%s: a belief must be off, or say why it is the default", name)
					}
				default:
					t.Errorf("%s: known is %q", name, f.known)
				}
			}
		}
	}
	t.Logf("%d facts, each with its test", rows)
}

// What the table names as a switch exists, and every belief that can be switched
// on has its row.
func TestFidelitySwitches(t *testing.T) {
	t.Parallel()
	missing := map[string]bool{}
	configs := map[string]reflect.Type{
		"CSCartConfig": reflect.TypeFor[sandbox.CSCartConfig](), "CalltouchConfig": reflect.TypeFor[sandbox.CalltouchConfig](), "Open2bConfig": reflect.TypeFor[sandbox.Open2bConfig](),
	}
	for name, config := range configs {
		beliefs, _ := config.FieldByName("Beliefs")
		for i := range beliefs.Type.NumField() {
			missing[name+".Beliefs."+beliefs.Type.Field(i).Name] = true
		}
	}
	setting := regexp.MustCompile(`\b(\w+Config)\.(\w+)(?:\.(\w+))?`)
	for _, v := range fidelity {
		for _, s := range v.sections {
			for _, f := range s.facts {
				for _, m := range setting.FindAllStringSubmatch(f.how+" "+f.toggle, -1) {
					delete(missing, m[0])
					field, ok := configs[m[1]].FieldByName(m[2])
					if ok && m[3] != "" {
						_, ok = field.Type.FieldByName(m[3])
					}
					if !ok {
						t.Errorf("%s, %s: there is no %s", v.name, f.id, m[0])
					}
				}
			}
		}
	}
	for name := range missing {
		t.Errorf("%s has no row", name)
	}
}

// docs/fidelity.md is the list of facts.
func TestFidelityPage(t *testing.T) {
	t.Parallel()
	const page = "../docs/fidelity.md"
	want := fidelityPage()
	if *update {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(got), want); diff != "" {
		t.Errorf("%s is not up to date (go test ./sandbox -run FidelityPage -update):\n%s", page, diff)
	}
}

func fidelityPage() string {
	var b strings.Builder
	known := map[standing]int{}
	rows := 0
	for _, v := range fidelity {
		for _, s := range v.sections {
			rows += len(s.facts)
			for _, f := range s.facts {
				known[f.known]++
			}
		}
	}
	fmt.Fprintf(&b, `# How true the sandbox is

%d facts about the three vendors, and what the sandbox does about each. They are **documented** by the vendor (%d), **captured** in an answer of a live server (%d), **observed** in releases of CS-Cart (%d), **believed** by a client of the vendor or inferred (%d), or **assumed** (%d): nobody tells, and the sandbox had to do something. Releases are named where they differ; the profiles are 4.2.3, 4.3.7, 4.13.2 and 4.20.1, of CS-Cart and of Multi-Vendor each.

A fact with a switch is off until the switch is set; all others are the default. Nothing believed is the default unless its row says why. Each row has a test of its own, over HTTP against a running sandbox: `+"`go test ./sandbox -run 'TestFidelityCSCart/basic-auth'`"+`. This page is made of those tests, and a test fails when it is not up to date.
`, rows, known[documented], known[captured], known[observed], known[believed], known[assumed])
	for _, v := range fidelity {
		fmt.Fprintf(&b, "\n## %s: `%s`\n", v.name, v.test)
		for _, s := range v.sections {
			fmt.Fprintf(&b, "\n### %s\n\n| fact | known | in the sandbox | switch | test |\n|---|---|---|---|---|\n", s.title)
			for _, f := range s.facts {
				fmt.Fprintf(&b, "| %s | %s | %s | %s | `%s` |\n", f.says, f.known, f.does(), f.toggle, f.id)
			}
		}
	}
	return b.String()
}
