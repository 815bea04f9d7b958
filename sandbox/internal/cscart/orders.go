package cscart

import "net/http"

func (q *call) runOrders() (int, *phpJSON, *apiError)       { return 0, nil, fail(http.StatusNotFound) }
func (q *call) runCallRequests() (int, *phpJSON, *apiError) { return 0, nil, fail(http.StatusNotFound) }
