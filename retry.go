package quartet

// RetryPolicy says how often and how patiently a call is repeated.
type RetryPolicy struct{}
