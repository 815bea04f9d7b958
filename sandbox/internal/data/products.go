package data

// Product is something that the shops sell.
type Product struct {
	ID       int64 // from 1
	Code     string
	Name     string
	Category string
	Brand    string
	Variant  string // "" for a product without variants
	Price    string // exact, with two decimals
	Vendor   int64  // 1 to 3: whose product it is where several vendors sell
}

// Products is the catalogue: the same for every seed. Do not change it.
func Products() []Product { return products }

var products = []Product{
	{1, "CBL-USB-03", "USB extension cable", "Cables", "Nordwire", "3 m", "10.90", 1},
	{2, "CBL-HDMI-02", "HDMI cable", "Cables", "Nordwire", "2 m", "14.50", 1},
	{3, "КАБ-USB-С", "Кабель USB-C", "Кабели и шнуры", "Завод удлинителей", "1 м", "7.25", 2},
	{4, "HDP-100", "Wireless headphones", "Audio", "Aurica", "black", "129.99", 1},
	{5, "HDP-100W", "Wireless headphones", "Audio", "Aurica", "white", "129.99", 1},
	{6, "SPK-20", "Bookshelf speaker", "Audio", "Aurica", "", "249.00", 1},
	{7, "СТЛ-01", "Табурет", "Столы, стулья", "Лесной двор", "чёрный", "50.25", 2},
	{8, "СТЛ-02", "Стол обеденный", "Столы, стулья", "Лесной двор", "дуб", "415.00", 2},
	{9, "LMP-7", "Desk lamp", "Home", "Lumen & Co", "", "38.40", 3},
	{10, "LMP-9", "Floor lamp \"Arc\"", "Home", "Lumen & Co", "", "96.80", 3},
	{11, "NTB-A5", "Notebook A5, ruled", "Stationery", "Papermill", "", "4.95", 3},
	{12, "PEN-12", "Pen, 12/box", "Stationery", "Papermill", "blue", "11.88", 3},
	{13, "MUG-33", "Mug 0.33 l", "Kitchen", "Porcelana", "", "8.00", 3},
	{14, "ЧАЙ-100", "Чай чёрный, 100 г", "Продукты", "Караван", "", "3.15", 2},
	{15, "КОФ-1К", "Кофе в зёрнах, 1 кг", "Продукты", "Караван", "", "21.70", 2},
	{16, "BAG-15", "Laptop bag 15\"", "Bags", "Traveller", "grey", "59.90", 1},
	{17, "BAG-22", "Backpack 22 l", "Bags", "Traveller", "green", "74.00", 1},
	{18, "KBD-87", "Mechanical keyboard", "Computers", "Keyworks", "87 keys", "119.00", 1},
	{19, "MSE-3", "Wireless mouse", "Computers", "Keyworks", "", "34.99", 1},
	{20, "МНТ-27", "Монитор 27\"", "Компьютеры", "Экран", "", "312.45", 2},
	{21, "SSD-1T", "SSD 1 TB", "Computers", "Flashline", "", "89.99", 1},
	{22, "RAM-16", "Memory module 16 GB", "Computers", "Flashline", "", "46.30", 1},
	{23, "CAM-4K", "Action camera 4K", "Photo", "Seeker", "", "218.00", 3},
	{24, "TRP-150", "Tripod 150 cm", "Photo", "Seeker", "", "41.66", 3},
}
