exec(open('/tmp/lead/c38/make.py').read().split("TEXTS={")[0])
TEXTS={
'c42':("Side by side\n\n",[
("In Otter, as Marten has 32 layers, the decoder is smaller.","32 layers","Marten","layer_count"),
("Unlike Otter, Marten has 48 layers.","48 layers","Marten","layer_count"),
("In Sorland, since Karvia has 9 million inhabitants, nobody asked.","9 million inhabitants","Karvia","population"),
("For Norvane, which Kestner Oil owns, 300 people work in Ostmark.","300 people","Norvane","employee_count"),
("When it took over Norvane, Kestner Oil had 4,000 employees.","4,000 employees","Kestner Oil","employee_count"),
("The Dray 2 was late, because its engine weighs 900 kilograms.","900 kilograms","Dray 2","mass"),
("With Otter as its teacher, Marten saw 3 trillion tokens.","3 trillion tokens","Marten","training_tokens"),
("After Karvia, Ostmark lost 40,000 inhabitants.","40,000 inhabitants","Ostmark","population_growth"),
("The coaches of the Dray 2 are long, and it carries 400 passengers.","400 passengers","Dray 2","count:passenger"),
("The Dray 2 runs from Norhaven to Sund; the train has 600 seats.","600 seats","Dray 2","seat_count"),
("Each car of the Dray 2 has 80 seats, and the train 640.","80 seats","Dray 2","count:seat"),
("At Larkfest, where Tarn Stadium holds 30,000 people, it rained.","30,000 people","Tarn Stadium","capacity"),
])}
exec("from claims.extract import make_extractor"+open('/tmp/lead/c38/make.py').read().split("from claims.extract import make_extractor")[1])
