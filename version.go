package quartet

// Version of this library, as the User-Agent header tells it.
const Version = "0.1.0"
