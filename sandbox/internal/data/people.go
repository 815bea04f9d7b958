package data

import (
	"fmt"
	"math/rand/v2"
)

// Person is someone who orders, calls or is in an address book.
type Person struct {
	First, Last string
	Email       string // at a domain reserved for examples
	Phone       string // digits with the country's code first: "74950123456"
	Lang        string // "en" or "ru"
	Address     string // house and street
	City        string
	State       string // the code of a state or region: "MA", "MOW"
	Country     string // ISO 3166-1: "US", "RU"
	Zip         string
}

// Name is the first and the last name.
func (p Person) Name() string { return p.First + " " + p.Last }

// NewPerson makes a person: a Russian one, with a name in Cyrillic, in two of
// five cases, else an American one, now and then with accents in the name.
func NewPerson(r *rand.Rand) Person {
	if Chance(r, 40) {
		return newRussian(r)
	}
	return newAmerican(r)
}

func newAmerican(r *rand.Rand) Person {
	first, last, town := Pick(r, latinFirst), Pick(r, latinLast), Pick(r, americanTowns)
	return Person{
		First: first.text, Last: last.text, Lang: "en", Country: "US",
		Email:   email(r, first.ascii, last.ascii, "example.com"),
		Phone:   fmt.Sprintf("1%s5550%03d", town.dial, 100+r.IntN(100)),
		Address: fmt.Sprintf("%d %s", 1+r.IntN(990), Pick(r, americanStreets)),
		City:    town.name, State: town.state, Zip: town.zip,
	}
}

func newRussian(r *rand.Rand) Person {
	woman := Chance(r, 50)
	first, last, town := Pick(r, russianMen), Pick(r, russianLast), Pick(r, russianTowns)
	if woman {
		first = Pick(r, russianWomen)
		last = word{last.text + "а", last.ascii + "a"}
	}
	return Person{
		First: first.text, Last: last.text, Lang: "ru", Country: "RU",
		Email: email(r, first.ascii, last.ascii, "example.org"),
		// A subscriber's number never begins with 0, so this reaches no one.
		Phone:   fmt.Sprintf("7%s0%06d", town.dial, r.IntN(1_000_000)),
		Address: fmt.Sprintf("%s, д. %d", Pick(r, russianStreets), 1+r.IntN(150)),
		City:    town.name, State: town.state, Zip: town.zip,
	}
}

func email(r *rand.Rand, first, last, domain string) string {
	return fmt.Sprintf("%s.%s%d@%s", first, last, r.IntN(1000), domain)
}

// word is a name and what stands for it in an e-mail address.
type word struct{ text, ascii string }

type town struct{ name, state, zip, dial string }

var (
	latinFirst = []word{
		{"Alice", "alice"}, {"Benjamin", "benjamin"}, {"Chloé", "chloe"}, {"Daniel", "daniel"},
		{"Emily", "emily"}, {"Frank", "frank"}, {"Grace", "grace"}, {"Héctor", "hector"},
		{"Irene", "irene"}, {"Jack", "jack"}, {"Karen", "karen"}, {"Liam", "liam"},
		{"Martha", "martha"}, {"Noah", "noah"}, {"Olivia", "olivia"}, {"Peter", "peter"},
		{"Quentin", "quentin"}, {"Rosa", "rosa"}, {"Samuel", "samuel"}, {"Zoë", "zoe"},
	}
	latinLast = []word{
		{"Anderson", "anderson"}, {"Baker", "baker"}, {"Carter", "carter"}, {"Diaz", "diaz"},
		{"Evans", "evans"}, {"Fischer", "fischer"}, {"García", "garcia"}, {"Hughes", "hughes"},
		{"Ivers", "ivers"}, {"Jensen", "jensen"}, {"Keller", "keller"}, {"Lindström", "lindstrom"},
		{"Müller", "muller"}, {"Novak", "novak"}, {"O'Brien", "obrien"}, {"Price", "price"},
		{"Reed", "reed"}, {"Smith", "smith"}, {"Turner", "turner"}, {"Weber", "weber"},
	}
	russianMen = []word{
		{"Александр", "aleksandr"}, {"Борис", "boris"}, {"Виктор", "viktor"}, {"Григорий", "grigory"},
		{"Дмитрий", "dmitry"}, {"Егор", "egor"}, {"Иван", "ivan"}, {"Кирилл", "kirill"},
		{"Максим", "maksim"}, {"Николай", "nikolay"}, {"Пётр", "petr"}, {"Юрий", "yury"},
	}
	russianWomen = []word{
		{"Алёна", "alena"}, {"Вера", "vera"}, {"Галина", "galina"}, {"Дарья", "darya"},
		{"Елена", "elena"}, {"Ирина", "irina"}, {"Ксения", "ksenia"}, {"Мария", "maria"},
		{"Наталья", "natalya"}, {"Ольга", "olga"}, {"Светлана", "svetlana"}, {"Юлия", "yulia"},
	}
	// russianLast are in the form for men; women's take an "а".
	russianLast = []word{
		{"Алексеев", "alekseev"}, {"Воробьёв", "vorobyev"}, {"Голубев", "golubev"}, {"Егоров", "egorov"},
		{"Зайцев", "zaytsev"}, {"Иванов", "ivanov"}, {"Кузнецов", "kuznetsov"}, {"Лебедев", "lebedev"},
		{"Морозов", "morozov"}, {"Никитин", "nikitin"}, {"Орлов", "orlov"}, {"Петров", "petrov"},
		{"Семёнов", "semenov"}, {"Тарасов", "tarasov"}, {"Фёдоров", "fedorov"}, {"Щербаков", "shcherbakov"},
	}
	americanStreets = []string{
		"Main Street", "Oak Avenue", "Maple Drive", "Washington Street", "Lake View Road", "Elm Street", "2nd Avenue", "Park Lane",
	}
	russianStreets = []string{
		"ул. Ленина", "ул. Садовая", "пр-т Мира", "ул. Лесная", "наб. реки Волги", "пер. Тихий", "ул. Гагарина", "б-р Космонавтов",
	}
	americanTowns = []town{
		{"Boston", "MA", "02134", "617"}, {"Chicago", "IL", "60601", "312"}, {"Denver", "CO", "80202", "303"},
		{"Miami", "FL", "33101", "305"}, {"Seattle", "WA", "98101", "206"}, {"Austin", "TX", "73301", "512"},
		{"Portland", "OR", "97201", "503"}, {"New York", "NY", "10001", "212"},
	}
	russianTowns = []town{
		{"Москва", "MOW", "101000", "495"}, {"Санкт-Петербург", "SPE", "190000", "812"}, {"Казань", "TA", "420000", "843"},
		{"Екатеринбург", "SVE", "620000", "343"}, {"Самара", "SAM", "443000", "846"}, {"Новосибирск", "NVS", "630000", "383"},
		{"Ульяновск", "ULY", "432000", "842"}, {"Пермь", "PER", "614000", "342"},
	}
)
