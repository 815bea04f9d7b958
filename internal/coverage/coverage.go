// Package coverage holds the list of all that the four vendors' documents name:
// operations, parameters and fields, each with its Go name. The list stands in
// testdata/coverage, one file a service; docs/coverage.md is written from it, and
// this package's tests hold it against the types and against what goes over the wire.
package coverage

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

//go:generate go run ./cmd ../..

// Packages are the services in the order of the document, and the names of their lists.
var Packages = []string{"orders", "callrequests", "ordersdiary", "contacts"}

// API is one vendor's document.
type API struct {
	Title      string      `json:"title"`
	Package    string      `json:"package"` // the Go package that covers it
	Page       string      `json:"page"`    // the vendor's page
	Operations []Operation `json:"operations"`
	Errors     []Row       `json:"errors"` // fields of a failed answer, the same for all operations
}

// Operation is one call that the document names.
type Operation struct {
	ID         string    `json:"id"`
	Method     string    `json:"method"`
	Path       string    `json:"path"` // behind the API's root
	Go         []string  `json:"go"`   // the methods that make the call, the plainest first
	Variants   []Variant `json:"variants"`
	Parameters []Row     `json:"parameters"`
	Request    []Row     `json:"request"`
	Response   []Row     `json:"response"`
}

// Variant is the same operation at another path.
type Variant struct {
	Path string `json:"path"`
	Go   string `json:"go"` // what leads there
}

// Row is one parameter or field.
type Row struct {
	Name   string `json:"name"`         // the vendor's; [] is a step into a list or map
	In     string `json:"in,omitempty"` // of a parameter: path or query
	Tier   string `json:"tier,omitempty"`
	Source string `json:"source"` // documented, or observed in a server or a real answer
	Go     string `json:"go"`     // package.Function, package.Type.Method or package.Type.Field
}

// The tiers of rows beyond the documents of the version covered by default.
const (
	TierColumn  = "column"  // an order column that the server writes though it is not named for writing
	TierLater   = "later"   // of a later API version
	TierFurther = "further" // inside what the documents name without saying what is in it
)

// Load reads the lists of the module that stands at root.
func Load(root string) ([]API, error) {
	apis := make([]API, len(Packages))
	for i, name := range Packages {
		text, err := os.ReadFile(filepath.Join(root, "testdata", "coverage", name+".json"))
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(text, &apis[i]); err != nil {
			return nil, fmt.Errorf("%s.json: %w", name, err)
		}
	}
	return apis, nil
}

// Counts says how much there is.
type Counts struct {
	Operations, Variants                            int
	Parameters, FurtherParameters                   int // documented, observed
	RequestFields, ColumnFields, LaterRequestFields int
	ResponseFields, FurtherResponseFields           int
	ErrorFields                                     int
}

// Count counts one API, field by field and operation by operation.
func (a API) Count() Counts {
	c := Counts{Operations: len(a.Operations), ErrorFields: len(a.Errors)}
	for _, op := range a.Operations {
		c.Variants += len(op.Variants)
		for _, row := range op.Response {
			if row.Tier == TierFurther {
				c.FurtherResponseFields++
			} else {
				c.ResponseFields++
			}
		}
		for _, row := range op.Parameters {
			if row.Source == "documented" {
				c.Parameters++
			} else {
				c.FurtherParameters++
			}
		}
		for _, row := range op.Request {
			switch row.Tier {
			case TierColumn:
				c.ColumnFields++
			case TierLater:
				c.LaterRequestFields++
			default:
				c.RequestFields++
			}
		}
	}
	return c
}

// Plus is the sum of both.
func (c Counts) Plus(d Counts) Counts {
	return Counts{
		Operations: c.Operations + d.Operations, Variants: c.Variants + d.Variants,
		Parameters: c.Parameters + d.Parameters, FurtherParameters: c.FurtherParameters + d.FurtherParameters,
		RequestFields: c.RequestFields + d.RequestFields, ColumnFields: c.ColumnFields + d.ColumnFields,
		LaterRequestFields: c.LaterRequestFields + d.LaterRequestFields,
		ResponseFields:     c.ResponseFields + d.ResponseFields, FurtherResponseFields: c.FurtherResponseFields + d.FurtherResponseFields,
		ErrorFields: c.ErrorFields + d.ErrorFields,
	}
}
